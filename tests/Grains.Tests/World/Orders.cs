using Acp.Deliveries;
using Acp.Orders;
using Acp.Store;

namespace Acp.Tests;

/// <summary>What happens to orders, straight into their records and due times as their grain commits it.</summary>
internal static class Orders
{
    /// <summary>One entry more.</summary>
    public static async Task Hold(IStore store, IIds ids, TimeProvider clock, IOrderHooks hooks, string order)
    {
        while (true)
        {
            var known = await store.LoadSnapshot<OrderRecord>(OrderRecord.KeyOf(order));
            var change = new OrderTransition(known.State!, "merchant", clock.GetUtcNow()).Write(new OrderEntry.HeldForReview("look", clock.GetUtcNow()));
            var unit = change.Build(known, ids.NewCommitId(), hooks.EndpointsOf(known.State!.Placed.Platform));
            if (await store.Land(unit) is Verdict.Committed)
            {
                return;
            }
        }
    }
}
