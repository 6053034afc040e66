using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Attention;

/// <summary>Puts contradictions before people, and takes them away when one of them has said what was done. It moves no money.</summary>
public sealed class ContradictionDesk(IStore store, IIds ids, TimeProvider clock)
{
    private const int MaxRaces = 8;

    /// <param name="by">Who found it, for the session's audit trail.</param>
    /// <param name="what">The event on the trail.</param>
    /// <returns>False where it has been put before people already.</returns>
    /// <exception cref="StoreUnavailableException">It is not known whether it was.</exception>
    public async ValueTask<bool> Put(Contradiction found, string by, string what)
    {
        var key = Contradiction.KeyOf(found.Id);
        return (await store.LoadSnapshot<Contradiction>(key)).State is null
            && await Commit(new Snapshot<Contradiction>(key, State: null, Version: 0), found, by, what, new { intent = found.Intent, attempt = found.Attempt, amount = found.Amount, currency = found.Currency });
    }

    /// <summary>As above, where it is found again if this is lost: a store that does not answer stops nobody.</summary>
    internal async ValueTask PutIfPossible(Contradiction found, string by)
    {
        try
        {
            await Put(found, by, $"contradiction.{PaymentTrail.Snake(found.Kind.ToString())}");
        }
        catch (StoreUnavailableException)
        {
            // Whoever found it has logged it.
        }
    }

    /// <param name="reason">What was done.</param>
    /// <returns>As it stands then, and whether this changed it; null where there is none.</returns>
    public async ValueTask<(Contradiction Contradiction, bool Changed)?> Settle(string id, string by, string reason)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var known = await store.LoadSnapshot<Contradiction>(Contradiction.KeyOf(id));
            if (known.State is not { End: null } open)
            {
                return known.State is { } settled ? (settled, false) : null;
            }

            var next = open with { End = new ContradictionEnd(by, reason, clock.GetUtcNow()) };
            if (await Commit(known, next, by, "contradiction.settled", new { kind = PaymentTrail.Snake(open.Kind.ToString()), intent = open.Intent, reason }))
            {
                return (next, true);
            }
        }

        throw new StoreUnavailableException("Other writers kept winning.");
    }

    private async ValueTask<bool> Commit(Snapshot<Contradiction> before, Contradiction next, string by, string what, object detail)
    {
        var now = clock.GetUtcNow();
        return await store.Land(new Unit(ids.NewCommitId(), now)
        {
            States = [before.To(next, next.Index())],
            Audit = [new AuditEntry(CheckoutSession.KeyOf(next.Session), now, by, what, JsonSerializer.Serialize(detail))],
        }) is Verdict.Committed;
    }
}
