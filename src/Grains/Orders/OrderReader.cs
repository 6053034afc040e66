using Acp.Store;

namespace Acp.Orders;

/// <summary>Reads orders past their grains: a reader waits for nobody, and sees what has been committed.</summary>
public sealed class OrderReader(IStore store)
{
    /// <returns>Null where there is no such order.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async ValueTask<OrderRecord?> Load(string id) => (await store.LoadSnapshot<OrderRecord>(OrderRecord.KeyOf(id))).State;
}
