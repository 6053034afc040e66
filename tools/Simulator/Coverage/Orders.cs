namespace Acp.Simulation;

/// <summary>
/// The orders in which a token can be issued (as far as we know), used, heard of as used, revoked here, and pass its time.
/// </summary>
internal static class Orders
{
    private static readonly string[] All = [Stories.Issued, Stories.Used, Stories.Heard, Stories.Revoked, Stories.Expired];

    /// <summary>Those that can happen.</summary>
    public static IReadOnlyList<string> Possible { get; } =
        [.. Permutations([], All).Where(CanHappen).Select(order => string.Join(", ", order)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string[]> Permutations(string[] done, string[] left) =>
        left.Select(next => done.Append(next).ToArray())
            .SelectMany(longer => Permutations(longer, [.. left.Except(longer)]).Prepend(longer));

    private static bool CanHappen(string[] order)
    {
        // Each one's time passes in the end. What is not known of cannot be revoked, and its use is heard of only with it.
        return order.Contains(Stories.Expired)
            && !Follows(Stories.Used, Stories.Expired)
            && Needs(Stories.Heard, Stories.Used) && Needs(Stories.Heard, Stories.Issued) && Needs(Stories.Revoked, Stories.Issued)
            && !Follows(Stories.Revoked, Stories.Heard); // It is known to be used.

        bool Follows(string what, string other) => Array.IndexOf(order, what) is >= 0 and var at && Array.IndexOf(order, other) is >= 0 and var before && before < at;
        bool Needs(string what, string other) => !order.Contains(what) || Follows(what, other);
    }
}
