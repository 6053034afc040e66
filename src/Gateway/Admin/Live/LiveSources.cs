using Acp.Clustering;
using Acp.Gateway.Admin.Attention;
using Acp.Gateway.Telemetry;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Gateway.Admin.Live;

/// <summary>Where a snapshot comes from: one for all who watch, however many they are.</summary>
internal sealed partial class LiveSources(AttentionBoard board, IInventory inventory, IClusterView view, TimeProvider clock, ILogger<LiveSources> log)
{
    /// <summary>Ticks: what people see to changes slowly, and each look is a dozen questions to the store.</summary>
    private const int StoreEvery = 2;

    /// <summary>Ticks: each look asks every node.</summary>
    private const int ClusterEvery = 5;

    /// <summary>For one run of the sampler: the next one knows nothing of what this one was told, and may begin before it has ended.</summary>
    public LiveReader Begin() => new(
        new Asked<StoredFigures>(Count, StoreEvery, clock, LogStoreSilent),
        new Asked<ClusterReading>(() => view.Read().AsTask(), ClusterEvery, clock, LogClusterSilent),
        clock);

    // Of each kind one state, by which the oldest is known.
    private async Task<StoredFigures> Count()
    {
        var attention = await board.Read(shown: 1);
        return new(attention, TokenOverview.StatesOf(await inventory.CountTokens(TokenOverview.StateRanges, attention.At)));
    }

    [LoggerMessage(LogLevel.Debug, "The store did not answer those who watch; they see of when its figures are.")]
    private partial void LogStoreSilent(Exception cause);

    [LoggerMessage(LogLevel.Debug, "The engine did not tell who belongs to the cluster; those who watch see of when its figures are.")]
    private partial void LogClusterSilent(Exception cause);
}

/// <summary>What one run of the sampler asks and was told.</summary>
internal sealed class LiveReader(Asked<StoredFigures> store, Asked<ClusterReading> cluster, TimeProvider clock)
{
    /// <summary>To be called once a tick, by one at a time.</summary>
    public async Task<LiveSnapshot> Read(TrafficRates traffic, CancellationToken stop)
    {
        var (figures, nodes) = (store.Read(stop), cluster.Read(stop));
        return new(clock.GetUtcNow(), Environment.MachineName, traffic, await figures, await nodes);
    }
}
