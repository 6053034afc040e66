using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.SharedPaymentTokens;
using Acp.Storage.Inventory;
using Acp.Store;
using Acp.Telemetry;

namespace Acp.Storage.Memory;

/// <summary>
/// A store for tests and simulation: one lock, no threads, no timers, every answer ready at once. It keeps what a
/// durable store prunes (landed commit ids, expired replies), but for states, and forgets everything when it goes.
/// </summary>
public sealed class MemoryStore(TimeProvider clock, StoreInstruments? instruments = null) : IOpenStore
{
    private readonly Lock gate = new();
    private Contents contents = new();
    private bool closed;

    private StoreInstruments Measured => instruments ?? Instruments.Unobserved.Store;

    public ValueTask<StoredState?> Load(string key) => new(Read().States.GetValueOrDefault(key));

    public ValueTask<long> ReadCounter(string name) => new(Read().Counters.GetValueOrDefault(name));

    public ValueTask<bool> HasLanded(Guid commitId) => new(Read().Landed.Contains(commitId));

    public ValueTask<IReadOnlyList<AuditEntry>> ReadAudit(string subject) => new(Read().Audit.GetValueOrDefault(subject, []));

    public ValueTask<KeptReply?> FindReply(ReplyKey key)
    {
        var kept = Read().Replies.GetValueOrDefault(key);
        return new(kept?.KeptUntil.ToUnixTimeMilliseconds() > clock.NowMilliseconds() ? kept : null);
    }

    public ValueTask<Verdict> Commit(Unit unit)
    {
        UnitRules.Check(unit);
        var measure = new CommitMeasure(Measured, clock);
        lock (gate)
        {
            var application = new Application(Read(), clock.NowMilliseconds());
            var verdict = Apply(application, unit);
            contents = verdict is Verdict.Committed ? application.Contents.Forget(clock.NowMilliseconds()) : contents;
            measure.Settled(verdict);
            return new(verdict);
        }
    }

    public ValueTask<IReadOnlyList<string>> ClaimDue(string kind, DateTimeOffset now, TimeSpan lease, int limit)
    {
        UnitRules.CheckClaim(lease, limit);
        lock (gate)
        {
            var claimed = Claimable(Read(), kind, now.ToUnixTimeMilliseconds()).Take(limit).ToArray();
            var end = (now + lease).ToUnixTimeMilliseconds();
            contents = contents with { Due = contents.Due.SetItems(claimed.Select(subject => KeyValuePair.Create(subject, end))) };
            return new(claimed);
        }
    }

    public ValueTask<IReadOnlyList<ListedState>> ListStates(string kind, string? status, string? after, int limit)
    {
        InventoryRules.CheckKind(kind, limit);
        return new([.. Listing.States(Read(), kind, status, after).Take(limit)]);
    }

    public ValueTask<IReadOnlyList<TokenRow>> ListTokens(TokenFilter filter, DateTimeOffset now, TokenPlace? after, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return new([.. Listing.Tokens(Read(), filter, now, after).Take(limit)]);
    }

    public ValueTask<IReadOnlyList<ListedState>> ListOrders(OrderFilter filter, OrderPlace? after, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return new([.. Listing.Orders(Read(), filter, after).Take(limit)]);
    }

    public ValueTask<IReadOnlyList<string>> FindOverdueTokens(DateTimeOffset now, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return new([.. Listing.Overdue(Read(), now).Take(limit)]);
    }

    public ValueTask<IReadOnlyDictionary<string, long>> ReadTallies(string from, string to) => new(Listing.Tallies(Read(), [(from, to)]));

    public ValueTask<TokenCount> CountTokens(IReadOnlyList<(string From, string To)> ranges, DateTimeOffset now) =>
        new(Listing.Count(Read(), ranges, now));

    public ValueTask<MarkedStates> FindMarked(string mark, DateTimeOffset until, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return new(Listing.Marked(Read(), mark, until, limit));
    }

    public ValueTask<IReadOnlyList<ListedState>> Search(SearchTerms terms, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return new([.. Listing.Search(Read(), terms).Take(limit)]);
    }

    public ValueTask<Backlog> MeasureDue(string kind, DateTimeOffset now) => new(Listing.Due(Read(), kind, now));

    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            closed = true;
        }

        return ValueTask.CompletedTask;
    }

    private static IEnumerable<string> Claimable(Contents contents, string kind, long now) =>
        contents.Due
            .Where(due => due.Value <= now && due.Key.Split('/')[0] == kind)
            .OrderBy(due => due.Value)
            .ThenBy(due => due.Key, StringComparer.Ordinal)
            .Select(due => due.Key);

    private static Verdict Apply(Application application, Unit unit)
    {
        try
        {
            return application.Apply(unit);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw UnitRules.Refused(unit, e);
        }
    }

    private Contents Read()
    {
        lock (gate)
        {
            return closed ? throw new StoreUnavailableException("The store is closed.") : contents;
        }
    }
}
