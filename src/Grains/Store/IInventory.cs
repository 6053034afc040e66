using Acp.Orders;
using Acp.SharedPaymentTokens;

namespace Acp.Store;

/// <summary>
/// What administration lists and counts. Every store answers it, from rows that the same commits wrote as the states:
/// what a list shows and what an overview counts never disagree with what the grains know.
/// </summary>
public interface IInventory
{
    /// <summary>Keys of one kind in byte order, with what they hold. For kinds of which there are few: no sessions, no tokens, no orders.</summary>
    /// <param name="status">Null: any.</param>
    /// <param name="after">The key that the page before ended with; null for the first page.</param>
    ValueTask<IReadOnlyList<ListedState>> ListStates(string kind, string? status, string? after, int limit);

    /// <summary>Newest first, by <see cref="TokenRow.CreatedAt"/> and, within a millisecond, by id in byte order, downwards.</summary>
    /// <param name="now">A token whose time has passed by then is listed as expired, though nothing has swept it yet.</param>
    /// <param name="after">The place of the page's predecessor; null for the first page.</param>
    ValueTask<IReadOnlyList<TokenRow>> ListTokens(TokenFilter filter, DateTimeOffset now, TokenPlace? after, int limit);

    /// <summary>Newest first, by when they were placed and, within a millisecond, by key in byte order, downwards.</summary>
    /// <param name="after">The place of the page's predecessor; null for the first page.</param>
    ValueTask<IReadOnlyList<ListedState>> ListOrders(OrderFilter filter, OrderPlace? after, int limit);

    /// <summary>
    /// Ids of tokens that are still written down as active though their time has passed, longest ago first. One that a
    /// session holds (its row names it) is left out: what becomes of it is that session's to find out.
    /// </summary>
    ValueTask<IReadOnlyList<string>> FindOverdueTokens(DateTimeOffset now, int limit);

    /// <summary>All tallies with names from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive), by bytes.</summary>
    ValueTask<IReadOnlyDictionary<string, long>> ReadTallies(string from, string to);

    /// <summary>
    /// The tallies of tokens and, of the same moment, those tokens that are still written down as active though their time
    /// has passed: together they are exact.
    /// </summary>
    /// <param name="ranges">Of tally names, as in <see cref="ReadTallies"/>.</param>
    ValueTask<TokenCount> CountTokens(IReadOnlyList<(string From, string To)> ranges, DateTimeOffset now);

    /// <summary>States that have borne a mark since <paramref name="until"/> or longer: how many, and those that have borne it longest.</summary>
    ValueTask<MarkedStates> FindMarked(string mark, DateTimeOffset until, int limit);

    /// <summary>States that have one of the terms, newest first. One that is null is not looked for.</summary>
    ValueTask<IReadOnlyList<ListedState>> Search(SearchTerms terms, int limit);

    /// <summary>What has fallen due of one kind, and nobody has claimed.</summary>
    /// <param name="kind">As in <see cref="IStore.ClaimDue"/>.</param>
    ValueTask<Backlog> MeasureDue(string kind, DateTimeOffset now);
}

/// <param name="Longest">By <see cref="Mark.Since"/> and, within a millisecond, by key in byte order.</param>
public sealed record MarkedStates(long Count, IReadOnlyList<MarkedState> Longest);

public sealed record MarkedState(string Key, ReadOnlyMemory<byte> State, DateTimeOffset Since);

/// <param name="Oldest">Since when the one that has waited longest could be claimed; null where none waits.</param>
public sealed record Backlog(long Count, DateTimeOffset? Oldest);

/// <param name="Status">As <see cref="IndexColumns.Status"/> was written last.</param>
public sealed record ListedState(string Key, string Status, ReadOnlyMemory<byte> State, DateTimeOffset CreatedAt);
