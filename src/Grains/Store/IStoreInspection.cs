using Acp.Launching;

namespace Acp.Store;

/// <summary>
/// Looks at the store for the launch check without opening it as a store: nothing is made, migrated, locked or written, and
/// processes that use it go on.
/// </summary>
public interface IStoreInspection
{
    Task<StoreReport> Look(CancellationToken stop);
}

/// <param name="Keys">The states of all keys that operators made; null where they could not be read.</param>
/// <param name="NewestNotice">When the newest notice of the payment processor about a payment was taken; null where none is kept.</param>
public sealed record StoreReport(IReadOnlyList<LaunchFinding> Findings, IReadOnlyList<ReadOnlyMemory<byte>>? Keys = null, DateTimeOffset? NewestNotice = null);
