using System.Text;
using Acp.Gateway.MerchantSystems;
using Acp.Gateway.Tests.Host;
using Acp.Pricing;

namespace Acp.Gateway.Tests;

/// <summary>Shoppers wait for as long as is said, and where it is out for good, not at all.</summary>
public sealed class When_a_merchants_system_hangs : IAsyncLifetime, IDisposable
{
    private static readonly ReadOnlyMemory<byte> Question = Encoding.UTF8.GetBytes("""{"ask":"stock"}""");

    private readonly ManualClock clock = new();
    private readonly HttpMessageInvoker network = MerchantNetwork.Create();
    private readonly Logs<MerchantSystem> log = new();
    private MerchantServer server = null!;
    private MerchantSystem system = null!;

    public async ValueTask InitializeAsync()
    {
        server = await MerchantServer.Start();
        server.Instead["stock"] = MerchantServer.Hangs;
        system = new MerchantSystem("Stock", server.Address, new MerchantSystemsOptions { Secrets = { MerchantServer.Secret } }, network, clock, log);
    }

    public void Dispose() => network.Dispose();

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task It_is_given_up_after_two_seconds()
    {
        var asked = Ask();
        await Eventually.True(() => server.Questions.Count == 1);

        clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(asked.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        var answer = await Assert.ThrowsAsync<MerchantUnavailableException>(() => asked);
        Assert.Equal("The merchant's system for Stock did not answer: it took too long.", answer.Message);
    }

    [Fact]
    public async Task All_questions_of_a_pricing_share_its_budget()
    {
        var pricer = new RemotePricing(
            budget => new Pricer(null!, null!, null!, null!, new RemoteStock(null!, system, budget)), TimeSpan.FromSeconds(1), clock);
        var line = new CartLine("li_mug", 1, new FrozenProduct("mug", "Mug", null, 1, ProductKind.Digital, "standard", [], 1));
        var priced = pricer.Price(new Cart("usd", [line], null, null, [], []), clock.Now).AsTask();
        await Eventually.True(() => server.Questions.Count == 1);

        clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<MerchantUnavailableException>(() => priced);
        Assert.Contains("the time for the whole pricing was over", log.All);
    }

    [Fact]
    public async Task After_five_in_a_row_nobody_waits_and_after_five_seconds_one_finds_out_that_it_is_back()
    {
        await GiveUp(times: 5);

        await Assert.ThrowsAsync<MerchantUnavailableException>(Ask);
        Assert.Equal(5, server.Questions.Count);

        clock.Advance(TimeSpan.FromSeconds(5));
        var trial = Ask();
        await Eventually.True(() => server.Questions.Count == 6);
        await Assert.ThrowsAsync<MerchantUnavailableException>(Ask); // One is enough to find out.
        server.Instead.Clear();
        clock.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<MerchantUnavailableException>(() => trial);

        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.NotEqual(0, await Ask());
        Assert.NotEqual(0, await Ask());
    }

    [Fact]
    public async Task An_answer_that_is_no_use_to_one_shopper_closes_the_shop_for_no_other()
    {
        server.Instead["stock"] = MerchantServer.Says("{}", status: 400);
        for (var i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<MerchantUnavailableException>(Ask);
        }

        server.Instead.Clear();

        Assert.NotEqual(0, await Ask());
    }

    private async Task<int> Ask() => await system.Ask(Question, answer => answer.Length, CancellationToken.None);

    private async Task GiveUp(int times)
    {
        for (var i = 1; i <= times; i++)
        {
            var asked = Ask();
            await Eventually.True(() => server.Questions.Count == i);
            clock.Advance(TimeSpan.FromSeconds(2));
            await Assert.ThrowsAsync<MerchantUnavailableException>(() => asked);
        }
    }
}
