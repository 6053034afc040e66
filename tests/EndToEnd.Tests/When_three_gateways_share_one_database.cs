using Acp.Fakes;
using Acp.Storm;
using Acp.Tests.Postgres;

namespace Acp.EndToEnd.Tests;

/// <summary>
/// Three real processes on one PostgreSQL, without a cluster: each has every session active, all the time, and knows
/// nothing of the others. It is the worst that can happen to the fence, and must cost speed alone.
/// </summary>
public sealed class When_three_gateways_share_one_database(ITestOutputHelper log)
{
    private const string Impatience = "Checkout__SettleAfter";

    [Fact]
    public async Task Each_session_is_charged_once_whichever_of_them_is_called()
    {
        await using var shop = await Shop.Open(Settings(TestPostgres.NewDatabase()));
        await using var second = await shop.AnotherNode(Settings(shop));
        await using var third = await shop.AnotherNode(Settings(shop));
        using var all = new Balancer(shop.Gateway.Address, second.Address, third.Address);
        shop.Stripe.Faults.Often(FaultKind.LoseReply, 0.2, seed: 5);

        await Storm(shop, all, calls: 300, sessions: 1, "all");
        await Storm(shop, all, calls: 300, sessions: 20, "all");
        await Storm(shop, all, calls: 200, sessions: 20, "cancels");

        EachIsChargedOnce(shop);
        Assert.DoesNotContain("Username=", shop.Gateway.Log, StringComparison.Ordinal);
        Assert.All(all.Carried, carried => Assert.True(carried > 10, "A gateway was left out."));
    }

    [Fact]
    public async Task One_is_killed_in_the_middle_and_the_others_go_on()
    {
        await using var shop = await Shop.Open(Settings(TestPostgres.NewDatabase()));
        await using var second = await shop.AnotherNode(Settings(shop));
        await using var third = await shop.AnotherNode(Settings(shop));
        using var all = new Balancer(shop.Gateway.Address, second.Address, third.Address);
        shop.Stripe.Faults.Often(FaultKind.LoseReply, 0.2, seed: 6);

        var storm = Storm(shop, all, calls: 400, sessions: 30, "all");
        await Eventually.True(() => storm.IsCompleted || shop.Sends.Count() >= 10);
        Assert.False(storm.IsCompleted, "The storm was over before anything could be killed.");
        await second.Kill();
        await storm;

        EachIsChargedOnce(shop);
        Assert.Equal(30, shop.Stripe.Charges.Count);
    }

    [Fact]
    public async Task The_database_is_killed_in_the_middle_and_comes_back()
    {
        using var server = TestPostgres.OwnServer();
        await using var shop = await Shop.Open(Settings(TestPostgres.NewDatabase(server.Connection)));
        await using var second = await shop.AnotherNode(Settings(shop));
        using var all = new Balancer(shop.Gateway.Address, second.Address);

        var storm = Storm(shop, all, calls: 400, sessions: 30, "all");
        await Eventually.True(() => storm.IsCompleted || shop.Sends.Count() >= 10);
        Assert.False(storm.IsCompleted, "The storm was over before anything could be killed.");
        server.Kill();
        server.StartAgain();
        await storm;

        EachIsChargedOnce(shop);
        Assert.Equal(30, shop.Stripe.Charges.Count);
    }

    private static (string Key, string Value)[] Settings(string database) => [("Store", database), (Impatience, "00:00:01")];

    // The one that the first gateway was started with.
    private static (string Key, string Value)[] Settings(Shop shop) => [.. shop.Settings];

    private static void EachIsChargedOnce(Shop shop) =>
        Assert.All(shop.Stripe.Charges.CountBy(charge => charge.Session!), session => Assert.Equal(1, session.Value));

    private async Task Storm(Shop shop, Balancer gateways, int calls, int sessions, string mix)
    {
        shop.Stripe.Latency = TimeSpan.FromMilliseconds(5);
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var exit = await StormTool.Run(
            [
                "--url", $"{gateways.Address}", "--api-key", "demo_platform_key", "--oracle", $"{shop.StripeAddress}",
                "--calls", $"{calls}", "--sessions", $"{sessions}", "--mix", mix, "--concurrency", "60",
            ],
            output,
            errors,
            TestContext.Current.CancellationToken);

        log.WriteLine($"{output}{errors}");
        Assert.Equal(StormTool.Holds, exit);
    }
}
