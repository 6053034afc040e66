using Acp.Deliveries;
using Acp.Erasures;
using Acp.Store;

namespace Acp.Due;

/// <summary>How far what falls due is behind, by what it is about: the loop of every node, and the messages of every endpoint.</summary>
public sealed class DueLag(IInventory inventory, IOrderHooks hooks, TimeProvider clock)
{
    /// <summary>A loop looks every second, and one wake takes another.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);

    private readonly string[] kinds = [.. DueKind.All.Select(kind => kind.Name), Erasure.ListedAs, OrderRetention.Kind, .. hooks.Endpoints.Select(DeliveryRecord.KindOf)];

    /// <returns>What has waited for longer than is usual; of each kind one row, though nothing of it waits.</returns>
    public async ValueTask<IReadOnlyList<KindLag>> Measure()
    {
        var (lags, until) = (new List<KindLag>(), clock.GetUtcNow() - Usual);
        foreach (var kind in kinds)
        {
            lags.Add(new KindLag(kind, await inventory.MeasureDue(kind, until)));
        }

        return lags;
    }
}

/// <param name="Kind">As in the store: <c>session</c>, <c>order</c>, <c>delivery.{endpoint}</c>, …</param>
public sealed record KindLag(string Kind, Backlog Backlog);
