using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Tests;

public sealed class When_a_shopper_is_asked_about_marketing : IDisposable
{
    private static readonly Buyer Reachable = new("ada@example.com", "Ada", null, null, "+15550100");

    private readonly World world = new();

    public When_a_shopper_is_asked_about_marketing() => world.Options.ConsentChannels = ["email", "sms"];

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_order_keeps_the_decisions_about_the_merchants_own_channels()
    {
        var id = await world.ReadySession();

        Told.Completed(await Complete(id, "spt_1", Reachable, new("email", true), new("sms", false), new("whatsapp", true)));

        Assert.Equal([new("email", true), new("sms", false)], (await world.PlacedOf(id)).Consents);
        Assert.Empty((await world.Stored(id)).Consents);
    }

    [Fact]
    public async Task A_channel_by_which_the_buyer_cannot_be_reached_is_left_out()
    {
        var id = await world.ReadySession();

        Told.Completed(await Complete(id, "spt_1", Reachable with { PhoneNumber = null }, new("email", true), new("sms", true)));

        Assert.Equal([new("email", true)], (await world.PlacedOf(id)).Consents);
    }

    [Fact]
    public async Task Without_a_buyer_nothing_is_kept()
    {
        var id = await world.ReadySession();

        Told.Completed(await Complete(id, "spt_1", buyer: null, new MarketingConsent("email", true)));

        Assert.Empty((await world.PlacedOf(id)).Consents);
    }

    [Fact]
    public async Task Where_one_says_yes_and_no_it_is_no()
    {
        var id = await world.ReadySession();

        Told.Completed(await Complete(id, "spt_1", Reachable, new("email", true), new("email", false)));

        Assert.Equal([new("email", false)], (await world.PlacedOf(id)).Consents);
    }

    [Fact]
    public async Task What_was_agreed_to_with_a_payment_that_failed_is_not_taken_over()
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.PaymentDeclined, await Complete(id, "spt_decline", Reachable, new MarketingConsent("email", true)));

        Told.Completed(await Complete(id, "spt_2", Reachable));

        Assert.Empty((await world.PlacedOf(id)).Consents);
    }

    /// <summary>Nobody asks again after the shopper has authenticated; the clock finds the charge.</summary>
    [Fact]
    public async Task They_are_kept_where_the_charge_settles_without_a_caller()
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.RequiresAuthentication, await Complete(id, "spt_3ds", Reachable, new MarketingConsent("email", true)));
        world.Provider.Authenticate(id, succeeds: true);

        await world.LetPass(world.Options.LookAtWaitingAfter + TimeSpan.FromSeconds(5));

        Assert.Equal([new("email", true)], (await world.PlacedOf(id)).Consents);
    }

    /// <summary>The complete that finds the payment made is not the one that opened it.</summary>
    [Fact]
    public async Task A_no_that_comes_while_the_payment_waits_takes_the_yes_back()
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.RequiresAuthentication, await Complete(id, "spt_3ds", Reachable, new("email", true), new("sms", true)));
        world.Provider.Authenticate(id, succeeds: true);

        Told.Completed(await Complete(id, "spt_3ds", Reachable, new MarketingConsent("email", false)));

        Assert.Equal([new("email", false), new("sms", true)], (await world.PlacedOf(id)).Consents);
    }

    [Fact]
    public async Task They_are_kept_where_nothing_is_charged()
    {
        world.Pricing.UnitAmount = 0;
        var id = await world.ReadySession();

        Told.Completed(await Complete(id, "spt_1", Reachable, new MarketingConsent("email", true)));

        Assert.Equal([new("email", true)], (await world.PlacedOf(id)).Consents);
    }

    private async Task<Answer> Complete(string id, string token, Buyer? buyer, params MarketingConsent[] consents) =>
        await world.Session(id).Complete(world.Call(path: $"/{id}/complete"), new CompleteCheckoutSession(token, buyer, null, null) { Consents = consents });
}
