using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.SharedPaymentTokens;

namespace Acp.Tests;

/// <summary>
/// The provider says that the token was used, and no record of ours does: a store restored from a backup has lost the
/// charge. Nobody is told «used» before it is certain that it was not by us, for this session.
/// </summary>
public sealed class When_a_used_token_may_be_our_own_charge : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Our_own_charge_completes_the_session()
    {
        var id = await world.ReadySession();
        await world.Stock(available: 5);
        world.Pricing.StockTracked = true;
        await ChargedBeforeTheRestore(id, 500);

        Told.Completed(await world.Complete(id, "spt_1", "k"));

        Assert.Single(world.Provider.Money);
        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
        Assert.IsType<SharedPaymentToken.Used>(await world.StoredToken("spt_1"));
        Told.Completed(await world.Complete(id, "spt_1", "k"));
    }

    [Fact]
    public async Task What_was_sold_meanwhile_is_owed_all_the_same()
    {
        await world.Stock(available: 1);
        world.Pricing.StockTracked = true;
        var id = await world.ReadySession();
        await ChargedBeforeTheRestore(id, 500);
        await world.Stock(available: -1);

        Told.Completed(await world.Complete(id, "spt_1"));

        Assert.Equal((-1, 0, 1), await world.Shelf());
    }

    [Fact]
    public async Task A_charge_of_another_total_is_put_before_a_person()
    {
        var id = await world.ReadySession();
        await ChargedBeforeTheRestore(id, 700);

        Assert.IsType<Answer.PaymentInProgress>(await world.Complete(id, "spt_1"));

        Assert.IsType<Payment.Open>((await world.Stored(id)).Payment);
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task The_charge_of_another_session_is_none_of_ours()
    {
        var other = await world.ReadySession();
        await ChargedBeforeTheRestore(other, 500);
        var id = await world.ReadySession();

        Told.Refused(RefusalRule.TokenUsed, await world.Complete(id, "spt_1"));
    }

    [Fact]
    public async Task Silence_is_not_taken_for_a_no()
    {
        var id = await world.ReadySession();
        await ChargedBeforeTheRestore(id, 500);
        world.Provider.SearchesFail = true;

        Assert.IsType<Answer.ProviderUnavailable>(await world.Complete(id, "spt_1"));
    }

    /// <summary>The event says that it was used, not by whom: whoever completes is told no sooner.</summary>
    [Fact]
    public async Task That_an_event_told_of_the_use_first_makes_no_difference()
    {
        var (id, token) = await IssuedAndChargedBeforeTheRestore();
        await world.Token(token).LookAgain("pi_1");
        Assert.Equal(SharedPaymentTokenStatus.Used, (await world.Token(token).Retrieve())!.Status);

        Told.Completed(await world.Complete(id, token));

        Assert.Single(world.Provider.Money);
        Assert.Equal((id, "pi_1"), ((await world.Token(token).Retrieve())!.Session, (await world.Token(token).Retrieve())!.PaymentIntent));
        await Counted.Agrees(world);
    }

    /// <summary>That its time is up says nothing of what happened before.</summary>
    [Fact]
    public async Task That_its_time_is_up_meanwhile_makes_no_difference()
    {
        var (id, token) = await IssuedAndChargedBeforeTheRestore();
        await world.LetPass(TimeSpan.FromMinutes(6));
        Assert.IsType<SharedPaymentToken.Expired>(await world.StoredToken(token));

        Told.Completed(await world.Complete(id, token));

        Assert.Equal(id, Assert.IsType<SharedPaymentToken.Used>(await world.StoredToken(token)).Session);
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task A_retry_with_what_was_used_elsewhere_does_not_write_it_again()
    {
        await ChargedBeforeTheRestore(await world.ReadySession(), 500);
        Told.Refused(RefusalRule.TokenUsed, await world.Complete(await world.ReadySession(), "spt_1"));

        Told.Refused(RefusalRule.TokenUsed, await world.Complete(await world.ReadySession(), "spt_1"));

        Assert.Equal(1, (await world.Store.Load(SharedPaymentToken.KeyOf("spt_1")))!.Version);
    }

    private async Task<(string Session, string Token)> IssuedAndChargedBeforeTheRestore()
    {
        await world.Register();
        await world.Issue();
        var id = await world.ReadySession();
        await ChargedBeforeTheRestore(id, 500, "spt_0001");
        return (id, "spt_0001");
    }

    private async Task ChargedBeforeTheRestore(string id, long amount, string token = "spt_1")
    {
        var request = world.Provider.Freeze(new ChargeOrder(id, 1, amount, "usd", token));
        Assert.IsType<ChargeAnswer.Succeeded>(await world.Provider.Charge($"acp:{id}:1", request, DateTimeOffset.MaxValue));
    }
}
