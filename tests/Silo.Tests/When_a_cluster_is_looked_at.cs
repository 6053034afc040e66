using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Reflection;
using Acp.Clustering;
using Acp.Silo.Engine;
using Acp.Silo.Tests.Clusters;
using Orleans.TestingHost;

namespace Acp.Silo.Tests;

/// <summary>What the engine says of its silos and their grains, as the dashboard shows it.</summary>
public sealed class When_a_cluster_is_looked_at
{
    [Fact]
    public async Task Every_silo_is_there_with_its_grains_by_kind()
    {
        await using var shop = new Shop();
        var cluster = await shop.Deploy(2);
        var door = Shop.Client(cluster);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.ReadySession(door)));
        Told.Completed(await shop.Complete(door, sessions[0], "spt_1"));

        var seen = await Of(cluster).Read();

        Assert.Equal(cluster.Silos.Select(silo => $"{silo.SiloAddress.Endpoint}").Order(StringComparer.Ordinal), seen.Nodes.Select(node => node.Address));
        Assert.All(seen.Nodes, node => Assert.Equal((NodeStatus.Active, TimeSpan.Zero), (node.Status, node.Since.Offset)));
        Assert.Equal(20, seen.Nodes.Sum(node => node.Grains!.Where(it => it.Kind == "checkout_session").Sum(it => it.Count)));
        Assert.All(seen.Nodes.SelectMany(node => node.Grains!), it => Assert.Contains(it.Kind, Kinds)); // None of the engine's own.
    }

    [Fact]
    public async Task One_that_is_killed_leaves_the_list_once_the_others_take_it_for_dead()
    {
        await using var shop = new Shop();
        var cluster = await shop.Deploy(2);
        var door = Shop.Client(cluster);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.ReadySession(door)));
        var (left, killed) = (cluster.Primary!, cluster.SecondarySilos[0]);
        Assert.Equal(2, (await Of(cluster).Read()).Nodes.Count);

        await cluster.KillSiloAsync(killed);

        await Eventually.True(async () => await Seen(cluster) is [var one] && one.Address == $"{left.SiloAddress.Endpoint}");
    }

    /// <summary>The one that is not well is the one to be seen, and must not hide the others.</summary>
    [Fact]
    public async Task One_that_does_not_answer_is_there_without_its_grains()
    {
        var clock = new ManualClock();
        var (well, frozen) = (Member(1, SiloStatus.Active), Member(2, SiloStatus.Active));
        var management = Scripted<IManagementGrain>((method, arguments) => method switch
        {
            nameof(IManagementGrain.GetDetailedHosts) => Task.FromResult(new[] { frozen, well, Member(3, SiloStatus.Dead), Member(4, SiloStatus.Joining), Member(5, SiloStatus.ShuttingDown) }),
            _ => ((SiloAddress[])arguments[0]!)[0].Equals(frozen.SiloAddress)
                ? new TaskCompletionSource<SimpleGrainStatistic[]>().Task
                : Task.FromResult(new[] { new SimpleGrainStatistic { GrainType = "Acp.Silo.Grains.OrderGrain,Acp.Silo", ActivationCount = 7 } }),
        });
        var view = new OrleansClusterView(Scripted<IGrainFactory>((_, _) => management), clock);

        var reading = view.Read().AsTask();
        await Eventually.True(() => clock.Waiting == 1);
        clock.Advance(TimeSpan.FromSeconds(1));
        var seen = (await reading.WaitAsync(TimeSpan.FromSeconds(30))).Nodes;

        Assert.Equal([NodeStatus.Active, NodeStatus.Active, NodeStatus.Joining, NodeStatus.Leaving], seen.Select(node => node.Status));
        Assert.Equal(new GrainCount("order", 7), Assert.Single(seen[0].Grains!));
        Assert.All(seen.Skip(1), node => Assert.Null(node.Grains));
    }

    private static MembershipEntry Member(int number, SiloStatus status) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 11110 + number, 1), HostName = "host", Status = status, StartTime = DateTime.UnixEpoch,
    };

    private static T Scripted<T>(Func<string, object?[], object?> answer)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, ScriptedProxy>();
        ((ScriptedProxy)(object)proxy).Answer = answer;
        return proxy;
    }

    private static readonly string[] Kinds = ["checkout_session", "delivery", "order", "provider_event", "shared_payment_token", "token_issue"];

    /// <summary>As a gateway without grains sees it.</summary>
    private static OrleansClusterView Of(TestCluster cluster) => new(cluster.Client, TimeProvider.System);

    // While the management grain itself has to move, nobody tells.
    private static async Task<IReadOnlyList<NodeReading>> Seen(TestCluster cluster)
    {
        try
        {
            return (await Of(cluster).Read()).Nodes;
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            return [];
        }
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The runtime derives from it.")]
    internal class ScriptedProxy : DispatchProxy
    {
        public Func<string, object?[], object?> Answer { get; set; } = (_, _) => null;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer(targetMethod!.Name, args ?? []);
    }
}
