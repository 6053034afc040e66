using System.Collections.Concurrent;
using System.Collections.Immutable;
using Acp.Orders;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Gateway.Tests.Host;

/// <summary>Lists what the test gave it, a page at a time, whatever the filter, and remembers how it was asked.</summary>
internal sealed class ScriptedInventory : IInventory
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<TokenRow> Rows { get; set; } = [];

    /// <summary>In byte order.</summary>
    public IReadOnlyList<ListedState> States { get; set; } = [];

    public TokenCount Count { get; set; } = new(ImmutableDictionary<string, long>.Empty, []);

    public ConcurrentQueue<(TokenFilter Filter, DateTimeOffset Now, TokenPlace? After, int Limit)> Asked { get; } = [];

    public ConcurrentQueue<(string Kind, string? Status)> AskedStates { get; } = [];

    /// <summary>Called before each answer, with the number of the question, from 1.</summary>
    public Func<int, Task> Answers { get; set; } = _ => Task.CompletedTask;

    public async ValueTask<IReadOnlyList<TokenRow>> ListTokens(TokenFilter filter, DateTimeOffset now, TokenPlace? after, int limit)
    {
        Asked.Enqueue((filter, now, after, limit));
        await Answers(Asked.Count);
        return [.. Rows.SkipWhile(row => after is not null && row.Id != after.Id).Skip(after is null ? 0 : 1).Take(limit)];
    }

    public async ValueTask<IReadOnlyList<ListedState>> ListStates(string kind, string? status, string? after, int limit)
    {
        AskedStates.Enqueue((kind, status));
        await Answers(AskedStates.Count);
        return [.. States.Where(state => IsOf(kind, state.Key) && (status is null || state.Status == status)).SkipWhile(state => after is not null && string.CompareOrdinal(state.Key, after) <= 0).Take(limit)];
    }

    public async ValueTask<IReadOnlyList<ListedState>> ListOrders(OrderFilter filter, OrderPlace? after, int limit)
    {
        AskedStates.Enqueue(("order", filter.Status?.ToString()));
        await Answers(AskedStates.Count);
        return [.. States.SkipWhile(state => after is not null && state.Key != after.Key).Skip(after is null ? 0 : 1).Take(limit)];
    }

    // Deliveries' keys begin with their kind; other lists are of one kind each.
    private static bool IsOf(string kind, string key) =>
        !(kind == Acp.Attention.Contradiction.ListedAs || kind.StartsWith("delivery.", StringComparison.Ordinal)) || key.StartsWith($"{kind}/", StringComparison.Ordinal);

    public async ValueTask<TokenCount> CountTokens(IReadOnlyList<(string From, string To)> ranges, DateTimeOffset now)
    {
        await Answers(1);
        return Count;
    }

    public async ValueTask<MarkedStates> FindMarked(string mark, DateTimeOffset until, int limit)
    {
        await Answers(1);
        return new MarkedStates(0, []);
    }

    public async ValueTask<IReadOnlyList<ListedState>> Search(SearchTerms terms, int limit)
    {
        await Answers(1);
        return [];
    }

    public async ValueTask<Backlog> MeasureDue(string kind, DateTimeOffset now)
    {
        await Answers(1);
        return new Backlog(0, Oldest: null);
    }

    public ValueTask<IReadOnlyList<string>> FindOverdueTokens(DateTimeOffset now, int limit) => throw new NotSupportedException();

    public ValueTask<IReadOnlyDictionary<string, long>> ReadTallies(string from, string to) => throw new NotSupportedException();
}
