using Acp.Launching;
using Acp.Store;

namespace Acp.Storage.Memory;

internal sealed class MemoryInspection : IStoreInspection
{
    public Task<StoreReport> Look(CancellationToken stop) => Task.FromResult(new StoreReport(
        [new LaunchFinding.Failed("store", "Store is memory:, which forgets every charge at a restart.", "Set Store to sqlite:<file> or a PostgreSQL connection string.")]));
}
