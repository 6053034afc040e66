using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

namespace Acp.Tests;

public sealed class When_the_card_is_declined : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_session_stays_payable_and_another_token_pays_it_under_a_new_number()
    {
        await world.Stock(available: 1);
        var id = await world.ReadySession();

        Told.Refused(RefusalRule.PaymentDeclined, await world.Complete(id, "spt_decline"));
        Assert.Equal((200, "ReadyForPayment  500 payment_declined"), Told.Of(await world.Session(id).Retrieve(new Caller(World.Platform, "v"))));
        Assert.Equal((1, 0, 0), await world.Shelf());
        Assert.IsType<SharedPaymentToken.Free>(await world.StoredToken("spt_decline"));

        Told.Completed(await world.Complete(id, "spt_good"));
        Assert.Equal([$"acp:{id}:1", $"acp:{id}:2"], world.Provider.Sends.Select(send => send.Key));
        Assert.Equal((0, 0, 1), await world.Shelf());
    }

    [Fact]
    public async Task The_same_key_replays_the_decline_and_charges_nothing()
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_decline", "k");

        var replay = await world.Complete(id, "spt_decline", "k");

        Assert.True(Assert.IsType<Answer.Replied>(replay).Replayed);
        Told.Refused(RefusalRule.PaymentDeclined, replay);
        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task The_released_token_can_pay_another_session()
    {
        var first = await world.ReadySession();
        var second = await world.ReadySession();
        world.Provider.Faults.Enqueue(Fault.Rejected);
        Told.Refused(RefusalRule.PaymentDeclined, await world.Complete(first, "spt_1"));

        Told.Completed(await world.Complete(second, "spt_1"));
    }
}
