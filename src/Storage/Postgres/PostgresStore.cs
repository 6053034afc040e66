using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.SharedPaymentTokens;
using Acp.Storage.Inventory;
using Acp.Store;
using Acp.Telemetry;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>
/// The store on a PostgreSQL database, which any number of processes share. All units of this process go through one
/// <see cref="GroupWriter"/>; reads and claims run beside it.
/// </summary>
public sealed class PostgresStore : IOpenStore
{
    private readonly TimeProvider clock;
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlDataSource listing;
    private readonly Reads reads;
    private readonly Reads lists;
    private readonly InventoryQuestions inventory;
    private readonly GroupWriter writer;
    private readonly StoreInstruments instruments;

    private PostgresStore(NpgsqlDataSource source, PostgresSettings settings, TimeProvider clock, ILogger log, StoreInstruments instruments)
    {
        this.clock = clock;
        this.instruments = instruments;
        this.source = source;
        listing = Connections.Lists(settings);
        reads = new Reads(source);
        lists = new Reads(listing);
        inventory = new InventoryQuestions(reads, lists);
        writer = new GroupWriter(source, settings, clock, log, instruments);
    }

    /// <summary>Migrates the database, which must exist.</summary>
    /// <exception cref="ArgumentException">The connection string is not understood.</exception>
    /// <exception cref="StoreUnavailableException">
    /// The server does not answer or does not let the user in, does not flush, or a newer version of this program wrote the database.
    /// </exception>
    public static PostgresStore Open(PostgresSettings settings, TimeProvider clock, ILogger<PostgresStore> log, StoreInstruments? instruments = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var read = settings with { Connection = ConnectionString.Read(settings.Connection) };
        var source = Connections.Source(read);
        try
        {
            // Once, at start, where nothing can be done without it; off whatever scheduler the caller has.
            Task.Run(() => Prepare(source, read, log)).GetAwaiter().GetResult();
            return new PostgresStore(source, read, clock, log, instruments ?? Instruments.Unobserved.Store);
        }
        catch (Exception e)
        {
            source.Dispose();
            throw e is StoreUnavailableException ? e : Failures.CannotOpen(e);
        }
    }

    public ValueTask<StoredState?> Load(string key) => reads.Row(State(key));

    public ValueTask<KeptReply?> FindReply(ReplyKey key) => reads.Row(Reply(key));

    public ValueTask<(StoredState? State, KeptReply? Reply)> LoadWithReply(string key, ReplyKey reply) =>
        reads.RowOfEach(State(key), Reply(reply));

    public ValueTask<long> ReadCounter(string name) =>
        reads.Row(new Question<long>(Sql.ReadCounter, ask => ask.Text(name), row => row.GetInt64(0)));

    public async ValueTask<IReadOnlyList<AuditEntry>> ReadAudit(string subject) => await reads.Rows(new Question<AuditEntry>(
        Sql.ReadAudit,
        ask => ask.Text(subject),
        row => new AuditEntry(subject, row.GetInt64(0).ToTime(), row.StoredText(1), row.StoredText(2), row.StoredText(3)))).ConfigureAwait(false);

    public ValueTask<Verdict> Commit(Unit unit)
    {
        UnitRules.Check(unit);
        return writer.Do(new CommitWork(unit, Limits.Check(unit), new CommitMeasure(instruments, clock)));
    }

    public ValueTask<bool> HasLanded(Guid commitId) => writer.Do(new LandedWork(commitId));

    // Beside the writer: what others have locked is stepped over, so a claim waits for nobody and nobody for it.
    public async ValueTask<IReadOnlyList<string>> ClaimDue(string kind, DateTimeOffset now, TimeSpan lease, int limit)
    {
        UnitRules.CheckClaim(lease, limit);
        return await reads.Rows(new Question<string>(
            Sql.Claim,
            ask => ask.Number(now.ToUnixTimeMilliseconds()).Number((now + lease).ToUnixTimeMilliseconds()).Number(limit).Text(kind),
            row => row.StoredText(0))).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<ListedState>> ListStates(string kind, string? status, string? after, int limit)
    {
        InventoryRules.CheckKind(kind, limit);
        return inventory.States(kind, status, after, limit);
    }

    public ValueTask<IReadOnlyList<TokenRow>> ListTokens(TokenFilter filter, DateTimeOffset now, TokenPlace? after, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return inventory.Tokens(filter, now, after, limit);
    }

    public ValueTask<IReadOnlyList<ListedState>> ListOrders(OrderFilter filter, OrderPlace? after, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return inventory.Orders(filter, after, limit);
    }

    public ValueTask<IReadOnlyList<string>> FindOverdueTokens(DateTimeOffset now, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return inventory.Overdue(now, limit);
    }

    public ValueTask<IReadOnlyDictionary<string, long>> ReadTallies(string from, string to) => inventory.Tallies(from, to);

    public ValueTask<TokenCount> CountTokens(IReadOnlyList<(string From, string To)> ranges, DateTimeOffset now) => inventory.Count(ranges, now);

    public ValueTask<MarkedStates> FindMarked(string mark, DateTimeOffset until, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return inventory.Marked(mark, until, limit);
    }

    public ValueTask<IReadOnlyList<ListedState>> Search(SearchTerms terms, int limit)
    {
        InventoryRules.CheckLimit(limit);
        return inventory.Search(terms, limit);
    }

    public ValueTask<Backlog> MeasureDue(string kind, DateTimeOffset now) => inventory.Due(kind, now);

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync().ConfigureAwait(false);
        reads.Dispose();
        lists.Dispose();
        await source.DisposeAsync().ConfigureAwait(false);
        await listing.DisposeAsync().ConfigureAwait(false);
    }

    private static Question<StoredState> State(string key) => new(
        Sql.ReadState, ask => ask.Text(key), row => new StoredState(row.GetFieldValue<byte[]>(0), row.GetInt64(1)));

    private Question<KeptReply> Reply(ReplyKey key) => new(
        Sql.ReadReply,
        ask => ask.Text(key.Platform).Text(key.Path).Text(key.Key).Number(clock.NowMilliseconds()),
        row => new KeptReply(
            key, row.StoredText(0), new Reply(row.GetInt32(1), row.GetFieldValue<byte[]>(2)), row.GetInt64(3).ToTime()));

    private static async Task Prepare(NpgsqlDataSource source, PostgresSettings settings, ILogger log)
    {
        await using var connection = await source.OpenConnectionAsync();
        source.Clear(); // What migrated keeps locks and settings while it lives: it is closed when it is given back.
        await Durability.Check(connection, log);
        var tries = new LockTries(settings.MigrationLockWait);
        await Migrator.Run(connection, tries);
        await new Marking(connection, tries, log).Finish();
    }
}
