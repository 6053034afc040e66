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

    private async Task ChargedBeforeTheRestore(string id, long amount)
    {
        var request = world.Provider.Freeze(new ChargeOrder(id, 1, amount, "usd", "spt_1"));
        Assert.IsType<ChargeAnswer.Succeeded>(await world.Provider.Charge($"acp:{id}:1", request, DateTimeOffset.MaxValue));
    }
}
