using Acp.Store;

namespace Acp.Storage.Inventory;

/// <summary>What no store can be asked.</summary>
internal static class InventoryRules
{
    /// <summary>Of two pages one; what is in both is listed once.</summary>
    public static IReadOnlyList<ListedState> Newest(IEnumerable<ListedState> found, int limit) =>
    [
        .. found.DistinctBy(state => state.Key)
            .OrderByDescending(state => state.CreatedAt)
            .ThenByDescending(state => state.Key, Bytes.Order)
            .Take(limit),
    ];

    private static readonly string[] TooMany = ["checkout_session", "shared_payment_token", "order"];

    /// <exception cref="ArgumentException">No index lists the kind, because there are too many of it.</exception>
    public static void CheckKind(string kind, int limit)
    {
        if (TooMany.Contains(kind))
        {
            throw new ArgumentException($"There are too many of kind {kind} to be listed by key.", nameof(kind));
        }

        CheckLimit(limit);
    }

    /// <exception cref="ArgumentOutOfRangeException">A page has one row at least.</exception>
    public static void CheckLimit(int limit) => ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
}
