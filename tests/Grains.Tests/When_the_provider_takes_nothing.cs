using Acp.CheckoutSessions;

namespace Acp.Tests;

public sealed class When_the_provider_takes_nothing : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_number_stays_and_token_and_stock_are_free_again()
    {
        await world.Stock(available: 5);
        var id = await world.ReadySession();
        world.Provider.Faults.Enqueue(Fault.Throttled);

        Assert.IsType<Answer.ProviderUnavailable>(await world.Complete(id, "spt_1", "k"));

        Assert.Equal(new Payment.Open(0), (await world.Stored(id)).Payment);
        Assert.IsType<SharedPaymentTokens.SharedPaymentToken.Free>(await world.StoredToken("spt_1"));
        Assert.Equal((5, 0, 0), await world.Shelf());
        Told.Completed(await world.Complete(id, "spt_1", "k"));
        Assert.Equal([$"acp:{id}:1", $"acp:{id}:1"], world.Provider.Sends.Select(send => send.Key));
    }

    [Fact]
    public async Task A_token_that_cannot_be_looked_up_is_not_charged()
    {
        var id = await world.ReadySession();
        world.Provider.LookUpsFail = true;

        Assert.IsType<Answer.ProviderUnavailable>(await world.Complete(id, "spt_1"));

        Assert.Empty(world.Provider.Sends);
        Assert.Equal(1, (await world.Store.Load(CheckoutSession.KeyOf(id)))!.Version);
    }
}
