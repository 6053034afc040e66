using Acp.Silo.Tests.Clusters;
using Orleans.TestingHost;

namespace Acp.Silo.Tests;

/// <summary>While a charge is under way in it, and its caller waits at a process in which no grain lives.</summary>
public sealed class When_a_silo_goes
{
    [Fact]
    public async Task Killed_its_callers_are_answered_by_another_and_nothing_is_charged_twice()
    {
        await using var shop = new Shop();
        var cluster = await shop.Deploy(3);
        var silo = cluster.SecondarySilos[0];
        var id = await shop.ReadySessionIn(cluster, silo);
        var gate = shop.Stripe.Faults.HoldAfterExecution();
        var complete = shop.Complete(Shop.Client(cluster), id, "spt_1", "k");
        await gate.Arrived;

        await cluster.KillSiloAsync(silo);

        Told.Completed(await complete);
        gate.Release(); // The dead silo's own code goes on, as a process does that was only stopped for a while.
        await Retries.EachWasChargedOnce(shop, [Shop.Client(cluster)], [id]);
        Assert.InRange(shop.Sends.Count(), 2, 3);
    }

    [Fact]
    public async Task Stopped_it_first_ends_what_is_under_way()
    {
        await using var shop = new Shop();
        var cluster = await shop.Deploy(2);
        var silo = cluster.SecondarySilos[0];
        var id = await shop.ReadySessionIn(cluster, silo);
        var gate = shop.Stripe.Faults.HoldAfterExecution();
        var complete = shop.Complete(Shop.Client(cluster), id, "spt_1", "k");
        await gate.Arrived;

        var stop = cluster.StopSiloAsync(silo);
        await Eventually.True(() => IsLeaving(cluster, silo));
        gate.Release();

        Told.Completed(await complete);
        await stop;
        Assert.Single(shop.Sends);
    }

    // Asked of the one that stays: a grain that answers it may live on the one that goes, and then nobody answers.
    private static bool IsLeaving(TestCluster cluster, SiloHandle silo) =>
        ((InProcessSiloHandle)cluster.Primary!).SiloHost.Services.GetRequiredService<ISiloStatusOracle>()
            .GetApproximateSiloStatus(silo.SiloAddress) == SiloStatus.ShuttingDown;
}
