using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Store;

namespace Acp.Erasures;

/// <summary>
/// Erases the buyers of checkouts, at once or as soon as it can be. No grain: whatever it changes is fenced by the versions of
/// session and order, as between processes. It moves no money. Docs: decisions/0039.
/// </summary>
public sealed class ErasureDesk(ErasurePorts ports)
{
    /// <summary>Checkouts of one buyer that are found at once.</summary>
    public const int Most = 200;

    /// <summary>Who wakes it, in the audit trail.</summary>
    private const string Clock = "clock";

    private const string Restored = "restored";

    /// <summary>As for sessions: this many lost races in a row mean that something is wrong.</summary>
    private const int MaxRaces = 64;

    private static readonly string SessionKey = CheckoutSession.KeyOf(string.Empty);
    private static readonly string OrderKey = OrderRecord.KeyOf(string.Empty);

    /// <returns>As it stands then; null where there is no such session.</returns>
    /// <exception cref="StoreUnavailableException">It is not known whether it was erased: the same again will tell.</exception>
    public ValueTask<Erasure?> OfSession(string session, ErasureWish wish) => Run(session, order: null, wish);

    /// <inheritdoc cref="OfSession"/>
    /// <returns>As it stands then; null where there is no such order.</returns>
    public async ValueTask<Erasure?> OfOrder(string order, ErasureWish wish) =>
        (await Load<OrderRecord>(OrderRecord.KeyOf(order))).State is { } record ? await Run(record.Placed.SessionId, order, wish) : null;

    /// <summary>All checkouts with this mail address, of which the buyer or else the recipient has it.</summary>
    /// <inheritdoc cref="OfSession"/>
    /// <returns>As they stand then, newest first; whether there may be more than were found at once.</returns>
    public async ValueTask<(IReadOnlyList<Erasure> Erasures, bool More)> OfBuyer(string mail, ErasureWish wish)
    {
        var found = await ports.Inventory.Search(new SearchTerms(BuyerDigest.Of(mail), Intent: null), Most);
        var erasures = new List<Erasure>();
        foreach (var key in found.Select(state => state.Key))
        {
            var erasure = key.StartsWith(OrderKey, StringComparison.Ordinal) ? await OfOrder(key[OrderKey.Length..], wish)
                : key.StartsWith(SessionKey, StringComparison.Ordinal) ? await OfSession(key[SessionKey.Length..], wish)
                : null;
            erasures.AddRange(erasure is null ? [] : [erasure]);
        }

        return (erasures, found.Count == Most);
    }

    /// <summary>Does what has fallen due. Safe at any time.</summary>
    public async ValueTask Wake(string session) => await Repeat(async () =>
    {
        var known = await Load<Erasure>(Erasure.KeyOf(session));
        return known.State is null || await Look(known, known.State, asked: null) is not null;
    });

    /// <summary>An order that has reached its age.</summary>
    /// <param name="forgets">Whether it is forgotten as a whole.</param>
    public async ValueTask OfAge(PlacedOrder order, bool forgets) => await Repeat(async () =>
    {
        var known = await Load<Erasure>(Erasure.KeyOf(order.SessionId));
        var wish = known.State ?? new Erasure(order.SessionId, order.Id, Clock, Overrules: false, ports.Now);
        return await Look(known, wish with { Order = order.Id, Cause = ErasureCause.Retention, Forgets = forgets }, asked: null) is not null;
    });

    /// <summary>
    /// What had been erased and came back with a backup: it is done again, with the next wake. Nobody's goods are overruled by it
    /// where the backup knows the wish: it may be one that still waited.
    /// </summary>
    /// <param name="order">The order that came of it, which outlives the session; null where none is known.</param>
    /// <returns>False where neither is here, and so nothing is written down.</returns>
    public async ValueTask<bool> Again(string session, string? order)
    {
        var found = false;
        await Repeat(async () =>
        {
            var known = await Load<Erasure>(Erasure.KeyOf(session));
            var now = ports.Now;
            var wish = known.State ?? new Erasure(session, order, Restored, Overrules: true, now);
            wish = wish with { Order = wish.Order ?? order, ErasedAt = null, NextTryAt = now };
            var (checkout, placed) = await Find(wish);
            found = checkout.State is not null || placed?.State is not null;
            return !found || await ports.Store.Land(new Unit(ports.Ids.NewCommitId(), now)
            {
                States = [known.To(wish, wish.Index())],
                Audit = [new AuditEntry(known.Key, now, Restored, "buyer.erasure_repeated", "{}")],
                Due = [new DueTime(known.Key, now)],
            }) is Verdict.Committed;
        });
        return found;
    }

    private async ValueTask<Erasure?> Run(string session, string? order, ErasureWish wish)
    {
        Erasure? told = null;
        await Repeat(async () =>
        {
            var known = await Load<Erasure>(Erasure.KeyOf(session));
            var next = known.State ?? new Erasure(session, order, wish.By, wish.Overrules, ports.Now);
            var looked = await Look(known, next with { Order = order ?? next.Order, Overrules = next.Overrules || wish.Overrules }, wish);
            told = looked?.Erasure;
            return looked is not null;
        });
        return told;
    }

    /// <returns>Null where another writer won; a null erasure where there is nothing of that name.</returns>
    private async ValueTask<Looked?> Look(Snapshot<Erasure> known, Erasure wish, ErasureWish? asked)
    {
        var (session, order) = await Find(wish);
        if (session.State is null && order?.State is null && asked is not null)
        {
            return new Looked(null);
        }

        var now = ports.Now;
        var unit = new ErasureUnit(known, wish with { Order = order?.State?.Placed.Id ?? wish.Order }, session, order, ports, now);
        unit = asked is null ? unit : unit.Asked(asked);
        var obstacles = ErasureDecider.Obstacles(wish, session.State, order?.State, now, ports.Options.ReplyRetention);
        unit = obstacles.Count > 0 && !unit.IsDone ? unit.Wait(obstacles) : unit.Erase();
        return await ports.Store.Land(unit.Build(ports.Ids.NewCommitId())) is Verdict.Committed ? new Looked(unit.After) : null;
    }

    // The session first: its order comes to be in the very commit that completes it.
    private async ValueTask<(Snapshot<CheckoutSession> Session, Snapshot<OrderRecord>? Order)> Find(Erasure wish)
    {
        var session = await Load<CheckoutSession>(CheckoutSession.KeyOf(wish.Session));
        return (session, (session.State?.Order?.Id ?? wish.Order) is { } order ? await Load<OrderRecord>(OrderRecord.KeyOf(order)) : null);
    }

    private ValueTask<Snapshot<T>> Load<T>(string key)
        where T : Stored =>
        ports.Store.LoadSnapshot<T>(key);

    private static async ValueTask Repeat(Func<ValueTask<bool>> look)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            if (await look())
            {
                return;
            }
        }

        throw new StoreUnavailableException("Other writers kept winning.");
    }

    private sealed record Looked(Erasure? Erasure);
}
