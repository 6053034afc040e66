using Acp.Fakes;
using Acp.Silo.Tests.Clusters;

namespace Acp.Silo.Tests;

public sealed class When_a_storm_passes_over_a_cluster
{
    [Theory]
    [InlineData(2, 200, 1)]
    [InlineData(3, 40, 15)]
    public async Task Each_session_is_charged_once_and_all_learn_of_one_order(short silos, int callers, int sessions)
    {
        await using var shop = new Shop();
        var cluster = await shop.Deploy(silos);
        var ids = await Sessions(shop, cluster, sessions);
        Disturb(shop);
        IGrains[] doors = [Shop.Client(cluster), .. cluster.Silos.Select(Shop.In)];

        await Retries.Storm(shop, doors, ids, callers);

        await Retries.EachWasChargedOnce(shop, doors, ids);
    }

    /// <summary>Every grain is active in both, all the time: what Orleans promises not to happen often. The store fences.</summary>
    [Fact]
    public async Task Two_clusters_over_one_store_are_slower_but_not_wrong()
    {
        await using var shop = new Shop();
        var (one, other) = (await shop.Deploy(2), await shop.Deploy(2));
        var ids = await Sessions(shop, one, 10);
        Disturb(shop);
        IGrains[] doors = [Shop.Client(one), Shop.Client(other)];

        await Retries.Storm(shop, doors, ids, 30);

        await Retries.EachWasChargedOnce(shop, doors, ids);
    }

    [Fact]
    public async Task A_silo_that_dies_in_the_middle_takes_no_order_along()
    {
        await using var shop = new Shop();
        var cluster = await shop.Deploy(3);
        var ids = await Sessions(shop, cluster, 15);
        Disturb(shop);
        IGrains[] doors = [Shop.Client(cluster), Shop.In(cluster.Primary!)];

        var storm = Retries.Storm(shop, doors, ids, 20);
        await Eventually.True(() => shop.Stripe.Charges.Count >= 3);
        await cluster.KillSiloAsync(cluster.SecondarySilos[0]);
        await storm;

        await Retries.EachWasChargedOnce(shop, doors, ids);
    }

    private static async Task<string[]> Sessions(Shop shop, Orleans.TestingHost.TestCluster cluster, int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => shop.ReadySession(Shop.Client(cluster))));

    // The provider takes its time and loses one reply in five.
    private static void Disturb(Shop shop)
    {
        shop.Stripe.Latency = TimeSpan.FromMilliseconds(20);
        shop.Stripe.Faults.Often(FaultKind.LoseReply, 0.2, seed: 5);
    }
}
