using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.Pricing;

namespace Acp.Tests;

public sealed class When_a_complete_is_priced : IDisposable
{
    private static readonly Address Taxed = new("A", "1 Road", null, "Town", "TAX", "US", "1");
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_higher_total_is_charged_within_the_limit_the_shopper_approved()
    {
        var id = await world.ReadySession();
        world.Provider.Tokens["spt_1"] = new TokenLookup.Found(new TokenFacts("usd", 550, null, null));

        Told.Completed(await world.Session(id).Complete(world.Call(), World.With("spt_1", Taxed)));

        Assert.Equal(550, Assert.Single(world.Provider.Money).Amount);
    }

    [Theory]
    [InlineData(549L)]
    [InlineData(null)]
    public async Task A_higher_total_comes_back_unpaid_where_the_limit_is_too_low_or_unknown(long? limit)
    {
        var id = await world.ReadySession();
        world.Provider.Tokens["spt_1"] = new TokenLookup.Found(new TokenFacts(null, limit, null, null));

        Assert.Equal((200, "ReadyForPayment  550 price_change"), Told.Of(await world.Session(id).Complete(world.Call(), World.With("spt_1", Taxed))));

        Assert.Empty(world.Provider.Sends);
        world.Provider.Tokens["spt_1"] = new TokenLookup.Found(new TokenFacts(null, null, null, null));
        Told.Completed(await world.Complete(id, "spt_1"));
        Assert.Equal(550, Assert.Single(world.Provider.Money).Amount);
    }

    [Fact]
    public async Task A_total_of_zero_completes_without_the_provider()
    {
        world.Pricing.UnitAmount = 0;
        await world.Stock(available: 3);
        var id = await world.ReadySession();

        Told.Completed(await world.Complete(id, "spt_1"));

        Assert.Empty(world.Provider.LookUps);
        Assert.Empty(world.Provider.Sends);
        Assert.Equal((2, 0, 1), await world.Shelf());
    }

    [Fact]
    public async Task What_still_keeps_it_from_being_paid_is_named_before_the_provider_is_asked()
    {
        var id = await world.ReadySession();
        world.Pricing.Obstacle = "Choose a way of delivery.";

        Told.Refused(RefusalRule.NotReadyForPayment, await world.Complete(id, "spt_1"));

        Assert.Empty(world.Provider.LookUps);
    }
}
