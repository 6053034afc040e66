using Acp.CheckoutSessions;
using Acp.Payments;

namespace Acp.Tests;

/// <summary>The last resort knows no more than the clock does, and concludes nothing that the clock would not.</summary>
public sealed class When_an_operator_resolves : IDisposable
{
    private readonly World world = new();

    public When_an_operator_resolves() => world.Options.SendsPerCall = 1;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task What_the_provider_knows_settles_it_at_once()
    {
        var id = await Unknown(Fault.ReplyLost);

        Assert.Equal(new Resolution.Settled(CheckoutStatus.Completed), await Resolve(id));

        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task Without_proof_nothing_changes_and_what_is_missing_is_said()
    {
        var id = await Unknown(Fault.RequestLost);

        var answer = Assert.IsType<Resolution.NotProven>(await Resolve(id));

        Assert.Equal(2, answer.Missing.Count);
        Assert.Contains("can still be charged", answer.Missing[0], StringComparison.Ordinal);
        Assert.Contains("less than 10 minutes old", answer.Missing[1], StringComparison.Ordinal);
        Assert.IsType<Payment.Charging>((await world.Stored(id)).Payment);
    }

    [Fact]
    public async Task With_proof_the_charge_is_closed_as_never_made()
    {
        var id = await Unknown(Fault.RequestLost);
        world.Provider.Tokens["spt_1"] = new TokenLookup.Found(new TokenFacts("usd", 500, null, TokenDeactivation.Revoked));
        world.Clock.Advance(NeverCharged.Quiet);

        Assert.Equal(new Resolution.Settled(CheckoutStatus.ReadyForPayment), await Resolve(id));
    }

    [Fact]
    public async Task Who_asked_and_why_is_on_record_whatever_came_of_it()
    {
        var id = await Unknown(Fault.RequestLost);

        await Resolve(id);

        var entry = Assert.Single(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Event == "operator.resolve");
        Assert.Equal("admin:jo", entry.Actor);
        Assert.Contains("shopper on the phone", entry.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shopper_who_still_authenticates_is_no_case_for_it()
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_3ds");

        Assert.Contains("authenticated", Assert.Single(Assert.IsType<Resolution.NotProven>(await Resolve(id)).Missing), StringComparison.Ordinal);
        world.Provider.Authenticate(id, succeeds: true);
        Assert.Equal(new Resolution.Settled(CheckoutStatus.Completed), await Resolve(id));
    }

    [Fact]
    public async Task A_silent_provider_leaves_it_as_it_is()
    {
        var id = await Unknown(Fault.ReplyLost);
        world.Provider.SearchesFail = true;

        Assert.IsType<Resolution.ProviderUnavailable>(await Resolve(id));
    }

    [Fact]
    public async Task There_is_nothing_to_resolve_without_an_open_charge()
    {
        Assert.IsType<Resolution.NotFound>(await Resolve("cs_none"));
        Assert.Equal(new Resolution.NothingOpen(CheckoutStatus.ReadyForPayment), await Resolve(await world.ReadySession()));
    }

    [Fact]
    public async Task A_charge_under_way_is_not_disturbed()
    {
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource();
        var completing = world.Complete(id, "spt_1");
        await world.Provider.Arrived.WaitAsync();

        Assert.IsType<Resolution.Busy>(await Resolve(id));

        world.Provider.Hold.SetResult();
        Told.Completed(await completing);
    }

    private async Task<Resolution> Resolve(string id) => await world.Session(id).Resolve("admin:jo", "shopper on the phone");

    private async Task<string> Unknown(Fault fault)
    {
        var id = await world.ReadySession();
        world.Lose(1, fault);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_1"));
        return id;
    }
}
