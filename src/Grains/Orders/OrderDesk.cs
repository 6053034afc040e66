using Acp.Store;
using Acp.Trails;

namespace Acp.Orders;

/// <summary>
/// An order's durable record and its turns. A turn loads, decides and commits while nothing else of this activation does;
/// talk with the outside happens between turns. Sessions and other processes are fenced by the version.
/// </summary>
internal sealed class OrderDesk(string id, OrderPorts ports) : IDisposable
{
    /// <summary>As for sessions: this many lost races in a row mean that something is wrong.</summary>
    private const int MaxRaces = 64;

    private readonly SemaphoreSlim turns = new(1, 1);

    public string Id => id;

    public Meanwhile Meanwhile { get; } = new(ports.Clock);

    /// <summary>Asks the store, whatever this activation believes: another process may have gone further.</summary>
    public ValueTask<Snapshot<OrderRecord>> Load() => ports.Store.LoadSnapshot<OrderRecord>(OrderRecord.KeyOf(id));

    /// <param name="decide">Asked once more, with the order as it is then, for each race that another writer won.</param>
    /// <returns>What was decided, once it has landed. Null where others kept winning: nothing changed.</returns>
    /// <exception cref="StoreUnavailableException">It is not known whether it landed: the next turn will see.</exception>
    public async ValueTask<T?> Turn<T>(Func<OrderRecord?, Decided<T>> decide)
        where T : class
    {
        await turns.WaitAsync();
        try
        {
            for (var race = 0; race < MaxRaces; race++)
            {
                var order = await Load();
                var decided = decide(order.State);
                if (decided.Change is null || await Land(order, decided.Change))
                {
                    return decided.Told;
                }
            }

            return null;
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();

    private async ValueTask<bool> Land(Snapshot<OrderRecord> order, OrderTransition change)
    {
        var seen = change.IsOnTrail ? Meanwhile.Unwritten : null;
        var unit = change.Build(order, ports.Ids.NewCommitId(), ports.EndpointsOf(order.State!.Placed.Platform), seen);
        if (await ports.Store.Land(unit) is not Verdict.Committed)
        {
            return false;
        }

        Meanwhile.Wrote(seen);
        ports.Instruments.Refunds.Count(order.State, change.After);
        return true;
    }
}

/// <summary>What a turn came to.</summary>
/// <param name="Told">To whoever asked, once <paramref name="Change"/> has landed.</param>
/// <param name="Change">Null where nothing changes.</param>
internal sealed record Decided<T>(T Told, OrderTransition? Change = null);
