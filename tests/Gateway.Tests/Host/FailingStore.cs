using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.SharedPaymentTokens;
using Acp.Storage.Memory;
using Acp.Store;

namespace Acp.Gateway.Tests.Host;

/// <summary>A store in memory that can be away.</summary>
internal sealed class FailingStore : IStore, IInventory, IAsyncDisposable
{
    private readonly MemoryStore store = new(TimeProvider.System);
    private int loads;

    public bool IsAway { get; set; }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private MemoryStore Store => IsAway ? throw new StoreUnavailableException() : store;

    /// <summary>States that were read, one by one.</summary>
    public int Loads => loads;

    /// <summary>Between the reading of a state and its answer.</summary>
    public Func<Task> Loaded { get; set; } = () => Task.CompletedTask;

    public async ValueTask<StoredState?> Load(string key)
    {
        Interlocked.Increment(ref loads);
        var found = await Store.Load(key);
        await Loaded();
        return found;
    }

    public ValueTask<KeptReply?> FindReply(ReplyKey key) => Store.FindReply(key);

    public ValueTask<Verdict> Commit(Unit unit) => Store.Commit(unit);

    public ValueTask<bool> HasLanded(Guid commitId) => Store.HasLanded(commitId);

    public ValueTask<long> ReadCounter(string name) => Store.ReadCounter(name);

    public ValueTask<IReadOnlyList<string>> ClaimDue(string kind, DateTimeOffset now, TimeSpan lease, int limit) => Store.ClaimDue(kind, now, lease, limit);

    public ValueTask<IReadOnlyList<AuditEntry>> ReadAudit(string subject) => Store.ReadAudit(subject);

    /// <summary>Between the reading of a list and its answer.</summary>
    public Func<Task> Listed { get; set; } = () => Task.CompletedTask;

    public async ValueTask<IReadOnlyList<ListedState>> ListStates(string kind, string? status, string? after, int limit)
    {
        var found = await Store.ListStates(kind, status, after, limit);
        await Listed();
        return found;
    }

    public ValueTask<IReadOnlyList<ListedState>> ListOrders(OrderFilter filter, OrderPlace? after, int limit) => Store.ListOrders(filter, after, limit);

    public ValueTask<IReadOnlyList<TokenRow>> ListTokens(TokenFilter filter, DateTimeOffset now, TokenPlace? after, int limit) => Store.ListTokens(filter, now, after, limit);

    public ValueTask<IReadOnlyList<string>> FindOverdueTokens(DateTimeOffset now, int limit) => Store.FindOverdueTokens(now, limit);

    public ValueTask<IReadOnlyDictionary<string, long>> ReadTallies(string from, string to) => Store.ReadTallies(from, to);

    public ValueTask<TokenCount> CountTokens(IReadOnlyList<(string From, string To)> ranges, DateTimeOffset now) => Store.CountTokens(ranges, now);

    public ValueTask<MarkedStates> FindMarked(string mark, DateTimeOffset until, int limit) => Store.FindMarked(mark, until, limit);

    public ValueTask<IReadOnlyList<ListedState>> Search(SearchTerms terms, int limit) => Store.Search(terms, limit);

    public ValueTask<Backlog> MeasureDue(string kind, DateTimeOffset now) => Store.MeasureDue(kind, now);
}
