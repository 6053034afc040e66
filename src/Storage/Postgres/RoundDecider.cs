using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Storage.Postgres;

/// <summary>What the database holds of all that a round names. States and counters are locked until the round ends.</summary>
/// <param name="Versions">Of the keys that are there.</param>
/// <param name="Replies">Until when those that are there are kept, milliseconds.</param>
/// <param name="Known">Commit ids that have landed or can no longer land.</param>
internal sealed record Found(
    IReadOnlyDictionary<string, long> Versions,
    IReadOnlyDictionary<string, long> Counters,
    IReadOnlyDictionary<ReplyKey, long> Replies,
    IReadOnlySet<Guid> Known);

/// <summary>What became of one unit: a verdict, or why no store can hold it.</summary>
internal sealed record Outcome(Verdict? Verdict, ArgumentException? Impossible = null);

/// <summary>
/// Decides a round: units one after the other, each on what the accepted ones before it have left behind. A refused
/// unit leaves nothing behind, so nobody is refused for its sake. Pure, and exact because what it reads is locked.
/// </summary>
internal sealed class RoundDecider(Found found, long now)
{
    private static readonly Outcome Committed = new(new Verdict.Committed());

    private readonly Dictionary<string, long> versions = new(found.Versions);
    private readonly Dictionary<string, long> counters = new(found.Counters);
    private readonly Dictionary<ReplyKey, long> replies = new(found.Replies);
    private readonly HashSet<Guid> known = [.. found.Known];

    public RoundWrites Writes { get; } = new();

    public IReadOnlyList<Outcome> Decide(IReadOnlyList<Unit> units) => [.. units.Select(Decide)];

    private Outcome Decide(Unit unit)
    {
        try
        {
            return Refusal(unit, out var sums) is { } refusal ? new Outcome(refusal) : Accept(unit, sums, Tallied(unit));
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            return new Outcome(null, UnitRules.Refused(unit, e));
        }
    }

    private Verdict? Refusal(Unit unit, out Dictionary<string, long> sums)
    {
        sums = [];
        if (known.Contains(unit.CommitId))
        {
            throw UnitRules.SentBefore();
        }

        return (Verdict?)Conflict(unit) ?? (Verdict?)Short(unit, sums) ?? Kept(unit);
    }

    private Verdict.Conflict? Conflict(Unit unit)
    {
        var other = unit.States.Find(change => versions.GetValueOrDefault(change.Key) != change.ExpectedVersion);
        return other is null ? null : new Verdict.Conflict(other.Key);
    }

    // Each change of a counter stands on the one before it, also within the unit.
    private Verdict.CounterShort? Short(Unit unit, Dictionary<string, long> sums)
    {
        foreach (var change in unit.Counters)
        {
            var before = sums.TryGetValue(change.Name, out var sum) ? sum : counters.GetValueOrDefault(change.Name);
            var after = checked(before + change.Delta);
            if (after < change.Floor)
            {
                return new Verdict.CounterShort(change.Name);
            }

            sums[change.Name] = after;
        }

        return null;
    }

    private Verdict.ReplyExists? Kept(Unit unit)
    {
        var kept = unit.Replies.Find(reply => replies.GetValueOrDefault(reply.Key, long.MinValue) > now);
        return kept is null ? null : new Verdict.ReplyExists(kept.Key);
    }

    // Of this round alone: what the tallies come to is the database's to know.
    private Dictionary<string, long> Tallied(Unit unit)
    {
        Dictionary<string, long> sums = [];
        foreach (var change in unit.Tallies)
        {
            var before = sums.TryGetValue(change.Name, out var sum) ? sum : Writes.Tallies.GetValueOrDefault(change.Name);
            sums[change.Name] = checked(before + change.Delta);
        }

        return sums;
    }

    private Outcome Accept(Unit unit, Dictionary<string, long> sums, Dictionary<string, long> tallied)
    {
        known.Add(unit.CommitId);
        foreach (var (name, sum) in tallied)
        {
            Writes.WriteTally(name, sum);
        }

        foreach (var change in unit.States)
        {
            versions[change.Key] = change.ExpectedVersion + 1;
            Writes.Write(change, unit.At, isNew: !found.Versions.ContainsKey(change.Key));
        }

        foreach (var (name, sum) in sums)
        {
            counters[name] = sum;
            Writes.Write(name, sum, unit.Counters.FindLast(change => change.Name == name)!.KeptUntil, isNew: !found.Counters.ContainsKey(name));
        }

        foreach (var reply in unit.Replies)
        {
            replies[reply.Key] = reply.KeptUntil.ToUnixTimeMilliseconds();
            Writes.Write(reply, replaces: found.Replies.ContainsKey(reply.Key));
        }

        Writes.Append(unit);
        return Committed;
    }
}
