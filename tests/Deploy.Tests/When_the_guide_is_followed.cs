using System.Text.RegularExpressions;
using Acp.Deploy.Tests.Files;

namespace Acp.Deploy.Tests;

public sealed partial class When_the_guide_is_followed
{
    private static readonly string Guide = Source.Read("deploy/README.md");

    [Fact]
    public void The_secret_it_makes_holds_what_the_manifests_ask_for()
    {
        var made = Literal().Matches(Guide).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.NotEmpty(made);
        Assert.Equal(Kubernetes.Workloads.SelectMany(it => it.Secrets.Values).ToHashSet(), made);
        Assert.All(Kubernetes.Workloads.SelectMany(it => it.Variables).Select(it => it["valueFrom"]?["secretKeyRef"]).Where(it => it is not null), it =>
            Assert.Contains($"secret generic {it!["name"]} ", Guide, StringComparison.Ordinal));
    }

    [Fact]
    public void The_catalog_it_makes_is_what_the_manifests_mount()
    {
        Assert.Contains("configmap acp-catalog --from-file=catalog.json", Guide, StringComparison.Ordinal);
        Assert.All(Kubernetes.Workloads, it =>
        {
            var mount = it.Container["volumeMounts"].Items().Single(mount => mount["name"]!.ToString() == "catalog");
            var volume = it.Pod["volumes"].Items().Single(volume => volume["name"]!.ToString() == "catalog");
            Assert.Equal(it.Environment["Catalog__Path"], $"{mount["mountPath"]}/catalog.json");
            Assert.Equal("acp-catalog", volume["configMap"]!["name"]!.ToString());
            Assert.Null(mount["subPath"]); // A file by itself would never be seen to change.
        });
        Assert.All(Compose.Members, service =>
            Assert.Contains($":{service.Environment["Catalog__Path"]}:ro", service.Node["volumes"].Items().Single().ToString(), StringComparison.Ordinal));
        Assert.True(Source.Exists(Compose.ExampleVariables["ACP_CATALOG"]));
    }

    [Fact]
    public void Every_variable_that_comes_by_reference_or_differs_is_explained_in_it()
    {
        var rows = Guide.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToArray();
        var special = Kubernetes.Workloads.SelectMany(it => it.Variables).Select(variable => variable["name"]!.ToString()).Distinct().ToArray();

        Assert.Equal(9, special.Length);
        Assert.All(special, name => Assert.Single(rows, row => row.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_program_it_names_is_in_the_image() => Assert.Subset(
        Dockerfile.Published.Select(it => it.Folder).ToHashSet(),
        Program().Matches(Guide).Select(match => match.Groups[1].Value).ToHashSet());

    [Fact]
    public void The_times_it_names_are_those_of_the_files()
    {
        string[] times = ["killed | after 45 s (silo, any container of the compose file) or 60 s (gateway pod); PostgreSQL of the compose file after 60 s", "preStop of a gateway | 10 s"];

        Assert.All(times, time => Assert.Contains(time, Guide, StringComparison.Ordinal));
        Assert.Equal([45, 60, 10], [Kubernetes.Silo.Grace.TotalSeconds, Kubernetes.Gateway.Grace.TotalSeconds, Kubernetes.Gateway.PreStop.TotalSeconds]);
        Assert.All(Compose.Processes, service => Assert.Equal(45, service.Grace.TotalSeconds));
        Assert.Equal(60, Compose.Database.Grace.TotalSeconds);
    }

    [GeneratedRegex(@"--from-literal=(\w+)=")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(/app/[\w-]+)/Acp\.")]
    private static partial Regex Program();
}
