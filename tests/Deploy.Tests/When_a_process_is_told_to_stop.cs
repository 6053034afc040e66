using Acp.Deploy.Tests.Files;

namespace Acp.Deploy.Tests;

public sealed class When_a_process_is_told_to_stop : IAsyncDisposable
{
    /// <summary>Between the end of the drain and the kill, for the process to close what it has open.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly Product product = new(Compose.Named("gateway-1").Environment);

    public ValueTask DisposeAsync() => product.DisposeAsync();

    [Fact]
    public void The_drain_outlasts_a_complete() => Assert.True(product.Drain >= product.CompleteBudget + Margin);

    [Fact]
    public void The_compose_file_kills_it_after_its_drain() =>
        Assert.All(Compose.Members, service => Assert.True(service.Grace >= product.Drain + Margin, service.Name));

    [Fact]
    public void The_manifests_kill_it_after_its_drain() =>
        Assert.All(Kubernetes.Workloads, it => Assert.True(it.Grace >= it.PreStop + product.Drain + Margin, it.Name));

    [Fact]
    public void The_database_outlives_those_who_commit() =>
        Assert.All(Compose.Members, service => Assert.True(Compose.Database.Grace > service.Grace, service.Name));

    [Fact]
    public void A_gateway_goes_on_until_it_has_left_the_load_balancer()
    {
        var unready = Kubernetes.Gateway.Probe("readiness");
        Assert.True(Kubernetes.Gateway.PreStop >= TimeSpan.FromSeconds((int)unready["periodSeconds"]! * (int)unready["failureThreshold"]!));
    }

    /// <summary>A shell would be told in its place, and tell nobody.</summary>
    [Fact]
    public void It_is_the_process_itself_that_hears_of_it()
    {
        Assert.Equal(["dotnet"], Dockerfile.One("ENTRYPOINT").Words);
        Assert.EndsWith(".dll", Dockerfile.One("CMD").Words.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(Compose.Processes, service => service.Node["entrypoint"] is not null);
        Assert.All(Kubernetes.Workloads, it => Assert.Null(it.Container["command"]));
    }
}
