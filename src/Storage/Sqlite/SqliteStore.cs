using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.SharedPaymentTokens;
using Acp.Storage.Inventory;
using Acp.Store;
using Acp.Telemetry;
using Microsoft.Extensions.Logging;

namespace Acp.Storage.Sqlite;

/// <summary>
/// The store on one SQLite file. All writes go through one <see cref="GroupWriter"/>; reads run beside it on their own
/// connections, and see whatever a caller was told is committed. Several processes may share the file.
/// </summary>
public sealed class SqliteStore : IOpenStore
{
    private readonly TimeProvider clock;
    private readonly ReadSessions reads;
    private readonly GroupWriter writer;
    private readonly StoreInstruments instruments;

    private SqliteStore(SqliteSettings settings, TimeProvider clock, ILogger log, StoreInstruments instruments)
    {
        this.clock = clock;
        this.instruments = instruments;
        reads = new ReadSessions(settings);
        writer = new GroupWriter(settings, clock, log, instruments);
    }

    /// <summary>Makes the folder and the database where they are missing, and migrates.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be opened, or a newer version of this program wrote it.</exception>
    public static SqliteStore Open(SqliteSettings settings, TimeProvider clock, ILogger<SqliteStore> log, StoreInstruments? instruments = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(settings.File)!);
            using var connection = Connections.Open(settings);
            Migrator.Run(connection);
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            throw new StoreUnavailableException($"The database {settings.File} cannot be opened: {e.Message}", e);
        }

        return new SqliteStore(settings, clock, log, instruments ?? Instruments.Unobserved.Store);
    }

    public ValueTask<StoredState?> Load(string key) => new(reads.Read(key, (session, k) => session.State(k)));

    public ValueTask<KeptReply?> FindReply(ReplyKey key) =>
        new(reads.Read((key, now: clock.NowMilliseconds()), (session, ask) => session.Reply(ask.key, ask.now)));

    public ValueTask<long> ReadCounter(string name) => new(reads.Read(name, (session, n) => session.Counter(n)));

    public ValueTask<IReadOnlyList<AuditEntry>> ReadAudit(string subject) => new(reads.Read(subject, (session, s) => session.Audit(s)));

    public ValueTask<Verdict> Commit(Unit unit)
    {
        UnitRules.Check(unit);
        return writer.Do(new CommitWork(unit, new CommitMeasure(instruments, clock)));
    }

    public ValueTask<bool> HasLanded(Guid commitId) => writer.Do(new LandedWork(commitId));

    public ValueTask<IReadOnlyList<string>> ClaimDue(string kind, DateTimeOffset now, TimeSpan lease, int limit)
    {
        UnitRules.CheckClaim(lease, limit);
        return writer.Do(new ClaimWork(kind, now, lease, limit));
    }

    public ValueTask<IReadOnlyList<ListedState>> ListStates(string kind, string? status, string? after, int limit)
    {
        InventoryRules.CheckKind(kind, limit);
        return new(reads.Read((kind, status, after, limit), (session, ask) => session.Inventory.States(ask.kind, ask.status, ask.after, ask.limit)));
    }

    public ValueTask<IReadOnlyList<TokenRow>> ListTokens(TokenFilter filter, DateTimeOffset now, TokenPlace? after, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return new(reads.Read((filter, now, after, limit), (session, ask) => session.Inventory.Tokens(ask.filter, ask.now, ask.after, ask.limit)));
    }

    public ValueTask<IReadOnlyList<ListedState>> ListOrders(OrderFilter filter, OrderPlace? after, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return new(reads.Read((filter, after, limit), (session, ask) => session.Inventory.Orders(ask.filter, ask.after, ask.limit)));
    }

    public ValueTask<IReadOnlyList<string>> FindOverdueTokens(DateTimeOffset now, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return new(reads.Read((now, limit), (session, ask) => session.Inventory.Overdue(ask.now.ToUnixTimeMilliseconds(), ask.limit)));
    }

    public ValueTask<IReadOnlyDictionary<string, long>> ReadTallies(string from, string to) =>
        new(reads.Read((from, to), (session, range) => session.Inventory.Tallies([range])));

    public ValueTask<TokenCount> CountTokens(IReadOnlyList<(string From, string To)> ranges, DateTimeOffset now) =>
        new(reads.Read((ranges, now), (session, ask) => session.Inventory.Count(ask.ranges, ask.now.ToUnixTimeMilliseconds())));

    public ValueTask<MarkedStates> FindMarked(string mark, DateTimeOffset until, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return new(reads.Read((mark, until, limit), (session, ask) => session.Inventory.Marked(ask.mark, ask.until.ToUnixTimeMilliseconds(), ask.limit)));
    }

    public ValueTask<IReadOnlyList<ListedState>> Search(SearchTerms terms, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return new(reads.Read((terms, limit), (session, ask) => session.Inventory.Search(ask.terms, ask.limit)));
    }

    public ValueTask<Backlog> MeasureDue(string kind, DateTimeOffset now) =>
        new(reads.Read((kind, now), (session, ask) => session.Inventory.Due(ask.kind, ask.now.ToUnixTimeMilliseconds())));

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        reads.Dispose();
    }
}
