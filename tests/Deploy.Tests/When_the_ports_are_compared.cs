using System.Globalization;
using Acp.Deploy.Tests.Files;

namespace Acp.Deploy.Tests;

public sealed class When_the_ports_are_compared
{
    private static readonly int Http = Number(Dockerfile.Environment("ASPNETCORE_HTTP_PORTS"));
    private static readonly int Silo = Number(Kubernetes.Settings["data"]!["Cluster__SiloPort"]!.ToString());
    private static readonly int Grains = Number(Kubernetes.Settings["data"]!["Cluster__GatewayPort"]!.ToString());

    [Fact]
    public void They_are_the_products_own() => Assert.Equal((ClusterSettings.SiloPort, ClusterSettings.GatewayPort), (Silo, Grains));

    [Fact]
    public void The_image_exposes_them() =>
        Assert.Equal([Http, Silo, Grains], Dockerfile.One("EXPOSE").Text.Split(' ').Select(Number));

    [Fact]
    public void The_compose_file_has_the_same()
    {
        Assert.All(Compose.Members, service =>
            Assert.Equal((Silo, Grains), (Number(service.Environment["Cluster__SiloPort"]), Number(service.Environment["Cluster__GatewayPort"]))));
        Assert.All(Compose.Members.Where(service => service.Ports.Count > 0), service => Assert.Equal(Http, Number(service.Ports.Single()[^1])));
    }

    [Fact]
    public void The_manifests_have_the_same()
    {
        Assert.Equal(new Dictionary<string, int> { ["http"] = Http, ["silo"] = Silo, ["grains"] = Grains }, Kubernetes.Silo.Ports);
        Assert.Equal(new Dictionary<string, int> { ["http"] = Http }, Kubernetes.Gateway.Ports);
        Assert.Equal([Silo, Grains], PortsOf("acp-silo"));
        Assert.Equal("http", Kubernetes.Of("Service").Single(it => it.NameOf() == "acp-gateway")["spec"]!["ports"]![0]!["targetPort"]!.ToString());
    }

    [Fact]
    public void Nothing_of_a_silo_is_reached_from_outside()
    {
        Assert.All(Compose.Members.Where(service => service.Environment["Cluster__Role"] == "silo"), silo => Assert.Empty(silo.Ports));
        Assert.All(Kubernetes.Of("Service"), service => Assert.Null(service["spec"]!["type"]));
        Assert.Equal("None", Kubernetes.Of("Service").Single(it => it.NameOf() == "acp-silo")["spec"]!["clusterIP"]!.ToString());
    }

    /// <summary>Until TLS stands before them; and the fake takes orders from anybody.</summary>
    [Fact]
    public void What_the_compose_file_publishes_is_published_to_this_machine_only()
    {
        Assert.NotEmpty(Compose.Services.SelectMany(service => service.Ports));
        Assert.All(Compose.Services.SelectMany(service => service.Ports), port => Assert.Equal("127.0.0.1", port[0]));
    }

    [Fact]
    public void The_policy_lets_the_cluster_in_and_nobody_else_to_the_grains()
    {
        var policy = Kubernetes.Of("NetworkPolicy").Single();
        var rules = policy["spec"]!["ingress"].Items().ToDictionary(rule => (int)rule["ports"]!.Items().Single()["port"]!, rule => rule["from"].Items().ToArray());

        Assert.Equal([Http, Silo, Grains], rules.Keys.Order());
        Assert.Equal(Kubernetes.Silo.Labels.ToJsonString(), rules[Silo].Single()["podSelector"]!["matchLabels"]!.ToJsonString());
        var members = rules[Grains].Single()["podSelector"]!["matchLabels"].Entries().ToArray();
        Assert.NotEmpty(members);
        Assert.All(Kubernetes.Workloads, it => Assert.All(members, label => Assert.Equal(label.Value!.ToString(), it.Labels[label.Key]!.ToString())));
    }

    private static IEnumerable<int> PortsOf(string service) =>
        Kubernetes.Of("Service").Single(it => it.NameOf() == service)["spec"]!["ports"].Items().Select(port => (int)port["port"]!);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
