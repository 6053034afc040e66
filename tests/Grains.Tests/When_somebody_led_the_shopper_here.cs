using System.Text;
using System.Text.Json.Nodes;
using Acp.CheckoutSessions;

namespace Acp.Tests;

/// <summary>Affiliates claim their part of a sale. It is kept for the merchant, shown to nobody, and in nobody's way.</summary>
public sealed class When_somebody_led_the_shopper_here : IDisposable
{
    private const string Blog = """{"provider":"blog","token":"secret-1"}""";
    private const string Shop = """{"provider":"shop","token":"secret-2"}""";

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_first_touch_is_kept_from_the_start_and_the_last_with_the_payment()
    {
        var id = await Created(Blog);
        Told.Completed(await Complete(id, Shop));

        Assert.Equal(new Attribution(Blog, Shop), (await world.Stored(id)).Attribution);
    }

    [Fact]
    public async Task Nobody_takes_a_touch_over_that_was_claimed_before()
    {
        var id = await Created(Blog);
        Told.Refused(RefusalRule.PaymentDeclined, await Complete(id, Shop, "spt_decline"));
        Told.Completed(await Complete(id, """{"provider":"late"}"""));

        Assert.Equal(new Attribution(Blog, Shop), (await world.Stored(id)).Attribution);
    }

    [Fact]
    public async Task A_replay_changes_nothing()
    {
        var id = await Created(Blog);
        Told.Completed(await Complete(id, Shop, key: "k"));
        var before = await world.Store.Load(CheckoutSession.KeyOf(id));

        Told.Completed(await Complete(id, Shop, key: "k"));
        Told.Completed(await Complete(id, """{"provider":"late"}"""));

        Assert.Equal(before!.Version, (await world.Store.Load(CheckoutSession.KeyOf(id)))!.Version);
        Assert.Equal(2, (await Notes(id)).Count);
    }

    [Fact]
    public async Task People_read_who_and_when_and_nothing_else()
    {
        var id = await Created(Blog);
        Told.Completed(await Complete(id, Shop));

        Assert.Equal(
            ["""{"provider":"blog","touchpoint":"first"}""", """{"provider":"shop","touchpoint":"last"}"""], await Notes(id));
        Assert.All(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => Assert.DoesNotContain("secret", entry.Detail, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", (await world.Stored(id)).Attribution!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_kept_where_nothing_is_charged_and_where_the_price_changes()
    {
        world.Pricing.UnitAmount = 0;
        var free = await world.ReadySession();
        Told.Completed(await Complete(free, Shop));
        Assert.Equal(new Attribution(First: null, Shop), (await world.Stored(free)).Attribution);

        world.Pricing.UnitAmount = 500;
        var dearer = await world.ReadySession();
        world.Pricing.UnitAmount = 600;
        await Complete(dearer, Shop);
        Assert.Equal(new Attribution(First: null, Shop), (await world.Stored(dearer)).Attribution);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("""{"provider":7}""")]
    public async Task What_cannot_be_read_does_not_stand_in_the_way_of_the_sale(string claim)
    {
        var id = await Created(claim);

        Told.Completed(await Complete(id, claim));
    }

    private async Task<string> Created(string claim)
    {
        var id = world.Ids.New("cs_");
        var answer = await world.Session(id).Create(world.Call(path: "/"), World.Creation() with { Attribution = claim });
        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(Assert.IsType<Answer.Replied>(answer).Reply.Body.Span), StringComparison.Ordinal);
        return id;
    }

    private async Task<Answer> Complete(string id, string claim, string token = "spt_1", string? key = null) =>
        await world.Session(id).Complete(world.Call(key, path: $"/{id}/complete"), World.With(token) with { Attribution = claim });

    private async Task<IReadOnlyList<string>> Notes(string id) =>
        [.. (await world.Store.ReadAudit(CheckoutSession.KeyOf(id))).Where(entry => entry.Event == "session.attributed").Select(entry => WithoutRequest(entry.Detail))];

    private static string WithoutRequest(string detail)
    {
        var read = JsonNode.Parse(detail)!.AsObject();
        Assert.True(read.Remove("request"));
        return read.ToJsonString();
    }
}
