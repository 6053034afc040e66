using System.Globalization;
using Acp.Deploy.Tests.Files;

namespace Acp.Deploy.Tests;

public sealed class When_a_process_is_probed : IAsyncDisposable
{
    /// <summary>What the command takes at most, and a runtime that starts on a busy machine.</summary>
    private static readonly TimeSpan Command = TimeSpan.FromSeconds(4 + 1);

    private readonly Product product = new(Compose.Named("gateway-1").Environment);

    public ValueTask DisposeAsync() => product.DisposeAsync();

    [Fact]
    public void Every_path_is_a_route()
    {
        var asked = Kubernetes.Workloads.SelectMany(it => new[] { "startup", "readiness", "liveness" }.Select(probe => Path(it, probe)))
            .Concat(Compose.Members.Select(service => Address(service.Probe).AbsolutePath));

        Assert.Empty(asked.Distinct().Except(product.Probes));
    }

    [Fact]
    public void Only_readiness_asks_for_the_store()
    {
        Assert.All(Kubernetes.Workloads, it => Assert.Equal(
            ("/healthz", "/readyz", "/healthz"), (Path(it, "startup"), Path(it, "readiness"), Path(it, "liveness"))));
    }

    [Fact]
    public void Every_port_has_a_name_in_its_container() => Assert.All(Kubernetes.Workloads, it => Assert.All(
        ["startup", "readiness", "liveness"], probe => Assert.Contains(it.Probe(probe)["httpGet"]!["port"]!.ToString(), it.Ports.Keys)));

    [Fact]
    public void The_image_and_the_compose_file_ask_alike()
    {
        var own = Dockerfile.One("HEALTHCHECK").Words;

        Assert.All(Compose.Members, service => Assert.Equal(["CMD", .. own], service.Probe));
        Assert.Equal($"http://127.0.0.1:{Dockerfile.Environment("ASPNETCORE_HTTP_PORTS")}/readyz", own[^1]);
        Assert.Equal("--healthy", own[^2]);
    }

    [Fact]
    public async Task The_fake_answers_what_it_is_asked()
    {
        var fake = Compose.Named("fake-stripe");
        var address = Address(fake.Probe);

        Assert.Equal(200, await Product.AskFake(address.AbsolutePath));
        Assert.Equal(fake.Command[fake.Command.ToList().IndexOf("--port") + 1], address.Port.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(404, await Product.AskFake("/_fake/nothing"));
    }

    [Fact]
    public void The_command_can_tell_the_reason_before_it_is_killed() =>
        Assert.All(Compose.Processes, service => Assert.True(service.ProbeTimeout > Command, service.Name));

    private static string Path(Workload it, string probe) => it.Probe(probe)["httpGet"]!["path"]!.ToString();

    private static Uri Address(IReadOnlyList<string> probe) => new(probe[^1]);
}
