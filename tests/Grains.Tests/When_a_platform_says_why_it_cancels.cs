using Acp.CheckoutSessions;

namespace Acp.Tests;

public sealed class When_a_platform_says_why_it_cancels : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_merchant_finds_it_beside_the_cancel()
    {
        var id = await world.ReadySession();

        await Canceled(id, new CancelCheckoutSession("shipping_cost") { Trace = """{"trace_summary":"Too dear.","metadata":{"limit":5}}""" });

        Assert.Equal("""{"reason":"shipping_cost","trace":{"trace_summary":"Too dear.","metadata":{"limit":5}}}""", await Trace(id));
    }

    [Fact]
    public async Task Without_a_reason_there_is_no_entry()
    {
        var id = await world.ReadySession();

        await Canceled(id, new CancelCheckoutSession(Reason: null));

        Assert.Null(await Trace(id));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    public async Task What_cannot_be_read_is_left_out_and_never_in_the_way(string trace)
    {
        var id = await world.ReadySession();

        await Canceled(id, new CancelCheckoutSession("other") { Trace = trace });

        Assert.Equal("""{"reason":"other","trace":null}""", await Trace(id));
    }

    [Fact]
    public async Task What_is_too_long_is_left_out()
    {
        var id = await world.ReadySession();

        await Canceled(id, new CancelCheckoutSession(new string('r', 10_000)) { Trace = $$"""{"trace_summary":"{{new string('t', 10_000)}}"}""" });

        Assert.InRange((await Trace(id))!.Length, 1, 200);
    }

    [Fact]
    public async Task It_is_kept_where_a_waiting_payment_must_be_canceled_first()
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, "spt_3ds"));

        await Canceled(id, new CancelCheckoutSession("other"));

        Assert.Equal("""{"reason":"other","trace":null}""", await Trace(id));
    }

    [Fact]
    public async Task No_log_repeats_a_shoppers_words()
    {
        var id = await world.ReadySession();
        using var logs = new Logs<CheckoutSessionActor>();
        using var actor = new CheckoutSessionActor(id, world.Ports with { Log = logs });

        await actor.Cancel(world.Call(path: $"/{id}/cancel"), new CancelCheckoutSession("other") { Trace = """{"trace_summary":"My own words."}""" });

        Assert.Contains("payment.session_closed", logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("My own words", logs.All, StringComparison.Ordinal);
    }

    private async Task Canceled(string id, CancelCheckoutSession request) => Assert.StartsWith(
        "Canceled", Told.Of(await world.Session(id).Cancel(world.Call(path: $"/{id}/cancel"), request)).Text, StringComparison.Ordinal);

    private async Task<string?> Trace(string id) =>
        (await world.Store.ReadAudit(CheckoutSession.KeyOf(id))).SingleOrDefault(entry => entry.Event == "session.intent_trace")?.Detail;
}
