using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Storage;

/// <summary>
/// What no store carries out, said before anything is queued. Counters may be named more than once: they add up.
/// </summary>
internal static class UnitRules
{
    private const int LongestTallyName = 200;

    /// <exception cref="ArgumentException">The unit contradicts itself.</exception>
    public static void Check(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (unit.CommitId == Guid.Empty)
        {
            throw new ArgumentException("A unit needs a commit id of its own.", nameof(unit));
        }

        if (unit.States.Exists(change => change.ExpectedVersion < 0))
        {
            throw new ArgumentException("A version is 0 (not there yet) or one that was loaded.", nameof(unit));
        }

        if (unit.Tallies.Find(change => change.Name.Length is 0 or > LongestTallyName) is { } tally)
        {
            throw new ArgumentException($"A tally's name has 1 to {LongestTallyName} characters, not {tally.Name.Length}.", nameof(unit));
        }

        Once(unit.States, change => change.Key, "state");
        Once([.. unit.States.Select(change => change.Token).OfType<TokenRow>()], row => row.Id, "token");
        Once(unit.Replies, reply => reply.Key, "reply");
        Once(unit.Due, due => due.Subject, "due time");
    }

    private static void Once<T, TKey>(IReadOnlyList<T> items, Func<T, TKey> key, string what)
    {
        if (items.Count < 2)
        {
            return;
        }

        if (items.GroupBy(key).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The unit names the {what} {twice.Key} twice.", nameof(items));
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">Nothing could be claimed that way.</exception>
    public static void CheckClaim(TimeSpan lease, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lease, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
    }

    public static ArgumentException Refused(Unit unit, Exception cause) =>
        new($"Unit {unit.CommitId} cannot be stored, and nothing of it was: {cause.Message}", cause);

    public static ArgumentException SentBefore() => new("its commit id has landed already, or was asked about and can no longer land.");
}
