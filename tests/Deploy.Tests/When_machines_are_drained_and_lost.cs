using System.Text.Json.Nodes;
using Acp.Deploy.Tests.Files;

namespace Acp.Deploy.Tests;

public sealed class When_machines_are_drained_and_lost
{
    [Fact]
    public void Three_silos_and_two_gateways_run_either_way()
    {
        Assert.Equal((3, 2), (Kubernetes.Silo.Replicas, Kubernetes.Gateway.Replicas));
        Assert.Equal(
            (3, 2),
            (Compose.Members.Count(service => service.Environment["Cluster__Role"] == "silo"), Compose.Members.Count(service => service.Environment["Cluster__Role"] == "gateway")));
    }

    [Fact]
    public void One_process_of_a_kind_is_taken_at_a_time_and_others_are_left()
    {
        var budgets = Kubernetes.Of("PodDisruptionBudget").ToArray();

        Assert.Equal(Kubernetes.Workloads.Count, budgets.Length);
        Assert.All(Kubernetes.Workloads, it =>
        {
            var budget = Assert.Single(budgets, budget => Selector(budget) == it.Labels.ToJsonString());
            Assert.Equal(1, (int)budget["spec"]!["maxUnavailable"]!);
            Assert.True(it.Replicas > 1, it.Name);
        });
    }

    [Fact]
    public void Every_selector_finds_its_pods()
    {
        Assert.All(Kubernetes.Workloads, it => Assert.Equal(it.Labels.ToJsonString(), Selector(it.Node)));
        Assert.All(Kubernetes.Of("Service"), service =>
            Assert.Single(Kubernetes.Workloads, it => it.Labels.ToJsonString() == service["spec"]!["selector"]!.ToJsonString()));
        Assert.Equal(Kubernetes.Silo.Node["spec"]!["serviceName"]!.ToString(), Kubernetes.Of("Service").Single(it => (string?)it["spec"]!["clusterIP"] == "None").NameOf());
    }

    [Fact]
    public void Silos_never_share_a_machine_and_gateways_rather_not()
    {
        var never = Apart(Kubernetes.Silo)["requiredDuringSchedulingIgnoredDuringExecution"].Items().Single();
        var rather = Apart(Kubernetes.Gateway)["preferredDuringSchedulingIgnoredDuringExecution"].Items().Single()["podAffinityTerm"]!;

        Assert.All([(never, Kubernetes.Silo), (rather, Kubernetes.Gateway)], term =>
        {
            Assert.Equal("kubernetes.io/hostname", term.Item1["topologyKey"]!.ToString());
            Assert.Equal(term.Item2.Labels.ToJsonString(), term.Item1["labelSelector"]!["matchLabels"]!.ToJsonString());
        });
    }

    /// <summary>One by one, the first silo would wait for the entries of dead ones that only the others can replace.</summary>
    [Fact]
    public void After_a_crash_of_all_every_silo_starts_at_once() =>
        Assert.Equal("Parallel", Kubernetes.Silo.Node["spec"]!["podManagementPolicy"]!.ToString());

    [Fact]
    public void An_upgrade_takes_no_gateway_before_its_successor_serves() =>
        Assert.Equal(0, (int)Kubernetes.Gateway.Node["spec"]!["strategy"]!["rollingUpdate"]!["maxUnavailable"]!);

    private static string Selector(JsonNode it) => it["spec"]!["selector"]!["matchLabels"]!.ToJsonString();

    private static JsonNode Apart(Workload it) => it.Pod["affinity"]!["podAntiAffinity"]!;
}
