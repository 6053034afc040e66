using Acp.Clustering;
using Acp.Silo.Grains;

namespace Acp.Silo.Engine;

/// <summary>
/// Silos and their grains, as the management grain tells. Each silo is asked by itself and not for long: one that hangs
/// must not hide the others, and is the one to be seen.
/// </summary>
internal sealed class OrleansClusterView(IGrainFactory factory, TimeProvider clock) : IClusterView
{
    /// <summary>A silo that is well answers within milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async ValueTask<ClusterReading> Read()
    {
        var management = factory.GetGrain<IManagementGrain>(0);
        var silos = await management.GetDetailedHosts();
        var nodes = await Task.WhenAll(silos.Where(silo => silo.Status is not SiloStatus.Dead).Select(silo => Read(management, silo)));
        return new(clock.GetUtcNow(), [.. nodes.OrderBy(node => node.Name, StringComparer.Ordinal).ThenBy(node => node.Address, StringComparer.Ordinal)]);
    }

    private async Task<NodeReading> Read(IManagementGrain management, MembershipEntry silo) => new(
        silo.HostName,
        silo.SiloAddress.Endpoint.ToString(),
        Word(silo.Status),
        DateTime.SpecifyKind(silo.StartTime, DateTimeKind.Utc),
        silo.Status is SiloStatus.Active ? await Count(management, silo.SiloAddress) : null);

    private async Task<IReadOnlyList<GrainCount>?> Count(IManagementGrain management, SiloAddress silo)
    {
        try
        {
            var counted = await management.GetSimpleGrainStatistics([silo]).WaitAsync(Patience, clock);
            return [.. counted.Select(it => new GrainCount(GrainCounting.NameOf(it.GrainType), it.ActivationCount)).Where(it => it.Kind.Length > 0).OrderBy(it => it.Kind, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            return null;
        }
    }

    private static NodeStatus Word(SiloStatus status) => status switch
    {
        SiloStatus.Active => NodeStatus.Active,
        SiloStatus.ShuttingDown or SiloStatus.Stopping => NodeStatus.Leaving,
        _ => NodeStatus.Joining,
    };
}
