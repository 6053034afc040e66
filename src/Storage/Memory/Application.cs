using System.Collections.Immutable;
using Acp.Storage.Inventory;
using Acp.Store;

namespace Acp.Storage.Memory;

/// <summary>Carries out one unit on a value of its own; the caller keeps the value only if the verdict is good.</summary>
internal sealed class Application(Contents contents, long now)
{
    public Contents Contents { get; private set; } = contents;

    public Verdict Apply(Unit unit)
    {
        if (Contents.Landed.Contains(unit.CommitId))
        {
            throw UnitRules.SentBefore();
        }

        Contents = Contents with { Landed = Contents.Landed.Add(unit.CommitId) };
        return First(unit.States, Swap) ?? First(unit.Counters, Count) ?? First(unit.Replies, Keep) ?? Append(unit);
    }

    private static Verdict? First<T>(ImmutableList<T> changes, Func<T, Verdict?> apply) =>
        changes.Select(apply).FirstOrDefault(verdict => verdict is not null);

    private Verdict.Conflict? Swap(StateChange change)
    {
        if ((Contents.States.GetValueOrDefault(change.Key)?.Version ?? 0) != change.ExpectedVersion)
        {
            return new Verdict.Conflict(change.Key);
        }

        var next = new StoredState(change.State.ToArray(), change.ExpectedVersion + 1);
        Contents = Contents with
        {
            States = Contents.States.SetItem(change.Key, next),
            Index = Contents.Index.SetItem(change.Key, change.Index with { CreatedAt = change.Index.CreatedAt.Whole() }),
            KeptUntil = change.Index.KeptUntil is { } until
                ? Contents.KeptUntil.SetItem(change.Key, until.ToUnixTimeMilliseconds())
                : Contents.KeptUntil.Remove(change.Key),
            Tokens = change.Token is { } row ? Contents.Tokens.SetItem(row.Id, row.Whole()) : Contents.Tokens,
        };
        return null;
    }

    private Verdict.CounterShort? Count(CounterChange change)
    {
        var next = checked(Contents.Counters.GetValueOrDefault(change.Name) + change.Delta);
        if (next < change.Floor)
        {
            return new Verdict.CounterShort(change.Name);
        }

        Contents = Contents with
        {
            Counters = Contents.Counters.SetItem(change.Name, next),
            CountersKeptUntil = change.KeptUntil is { } until
                ? Contents.CountersKeptUntil.SetItem(change.Name, until.ToUnixTimeMilliseconds())
                : Contents.CountersKeptUntil.Remove(change.Name),
        };
        return null;
    }

    private Verdict.ReplyExists? Keep(KeptReply kept)
    {
        if (Contents.Replies.GetValueOrDefault(kept.Key) is { } earlier && earlier.KeptUntil.ToUnixTimeMilliseconds() > now)
        {
            return new Verdict.ReplyExists(kept.Key);
        }

        var own = kept with { Reply = kept.Reply with { Body = kept.Reply.Body.ToArray() }, KeptUntil = kept.KeptUntil.Whole() };
        Contents = Contents with { Replies = Contents.Replies.SetItem(kept.Key, own) };
        return null;
    }

    private Verdict.Committed Append(Unit unit)
    {
        Contents = Contents with
        {
            Audit = unit.Audit.Aggregate(Contents.Audit, (all, e) => Add(all, e.Subject, e with { At = e.At.Whole() })),
            Tallies = unit.Tallies.Aggregate(Contents.Tallies, Tally),
        };
        unit.Due.ForEach(Wake);
        if (unit.Erases is { } erasing)
        {
            Erase(erasing);
        }

        return new Verdict.Committed();
    }

    private void Erase(Erasing erasing)
    {
        var gone = Contents.Replies.Keys.Where(key => erasing.Replies.Exists(at => key.Platform == at.Platform && key.Path == at.Path));
        Contents = Contents with { Replies = Contents.Replies.RemoveRange([.. gone]) };
        foreach (var rewritten in erasing.Rewritten.Where(it => Contents.Replies.GetValueOrDefault(it.Key)?.KeptUntil.ToUnixTimeMilliseconds() == it.KeptUntil.ToUnixTimeMilliseconds()))
        {
            var kept = Contents.Replies[rewritten.Key] with { Reply = rewritten.Reply with { Body = rewritten.Reply.Body.ToArray() } };
            Contents = Contents with { Replies = Contents.Replies.SetItem(rewritten.Key, kept) };
        }

        foreach (var trail in erasing.Trails.Where(it => Contents.Audit.ContainsKey(it.Subject)))
        {
            var blanked = Contents.Audit[trail.Subject].ConvertAll(entry => trail.Events.Contains(entry.Event) ? entry with { Detail = BlankedTrail.Blank } : entry);
            Contents = Contents with { Audit = Contents.Audit.SetItem(trail.Subject, blanked) };
        }
    }

    private static ImmutableDictionary<string, ImmutableList<T>> Add<T>(
        ImmutableDictionary<string, ImmutableList<T>> all, string subject, T item) =>
        all.SetItem(subject, all.GetValueOrDefault(subject, []).Add(item));

    private static ImmutableDictionary<string, long> Tally(ImmutableDictionary<string, long> all, TallyChange change) =>
        all.SetItem(change.Name, checked(all.GetValueOrDefault(change.Name) + change.Delta));

    private void Wake(DueTime due)
    {
        var known = Contents.DueThrough.GetValueOrDefault(due.Subject);
        if (due.At is { } at)
        {
            var through = Math.Max(known, due.Through);
            Contents = Contents with
            {
                Due = Contents.Due.SetItem(due.Subject, at.ToUnixTimeMilliseconds()),
                DueThrough = through > 0 ? Contents.DueThrough.SetItem(due.Subject, through) : Contents.DueThrough,
            };
        }
        else if (known <= due.Through)
        {
            Contents = Contents with { Due = Contents.Due.Remove(due.Subject), DueThrough = Contents.DueThrough.Remove(due.Subject) };
        }
    }
}
