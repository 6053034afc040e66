using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Storage.Postgres;

/// <summary>
/// All that a round's accepted units come to: of a key that several of them write, the last. Nothing is lost by that,
/// because they land together, and it makes each row one of one statement however many units there are.
/// </summary>
internal sealed class RoundWrites
{
    private readonly Dictionary<string, StateRow> states = [];
    private readonly Dictionary<string, TokenRow> tokens = [];
    private readonly Dictionary<string, CounterRow> counters = [];
    private readonly Dictionary<ReplyKey, ReplyRow> replies = [];
    private readonly List<Dictionary<string, DueTime>> due = [];
    private readonly Dictionary<string, long> tallies = [];
    private readonly List<Unit> units = [];

    public bool IsEmpty => units.Count == 0;

    public IReadOnlyList<StateRow> NewStates => [.. states.Values.Where(row => row.IsNew)];

    public IReadOnlyList<StateRow> OldStates => [.. states.Values.Where(row => !row.IsNew)];

    public IReadOnlyCollection<TokenRow> Tokens => tokens.Values;

    /// <summary>What is added.</summary>
    public IReadOnlyDictionary<string, long> Tallies => tallies;

    public IReadOnlyList<CounterRow> NewCounters => [.. counters.Values.Where(row => row.IsNew)];

    public IReadOnlyList<CounterRow> OldCounters => [.. counters.Values.Where(row => !row.IsNew)];

    public IReadOnlyList<KeptReply> Replies => [.. replies.Values.Select(row => row.Kept)];

    /// <summary>Keys under which an expired reply makes room.</summary>
    public IReadOnlyList<ReplyKey> Expired => [.. replies.Values.Where(row => row.Replaces).Select(row => row.Kept.Key)];

    public IReadOnlyList<AuditEntry> Audit => [.. units.SelectMany(unit => unit.Audit)];

    /// <summary>To be written one after the other: what a clear does depends on what was set before it.</summary>
    public IReadOnlyList<IReadOnlyCollection<DueTime>> Due => [.. due.Select(wave => wave.Values)];

    public IReadOnlyList<Erasing> Erasings => [.. units.Select(unit => unit.Erases).OfType<Erasing>()];

    public IReadOnlyList<Guid> Commits => [.. units.Select(unit => unit.CommitId)];

    public void Write(StateChange change, DateTimeOffset at, bool isNew)
    {
        states[change.Key] = new StateRow(change, at, isNew);
        if (change.Token is { } row)
        {
            tokens[row.Id] = row;
        }
    }

    public void WriteTally(string name, long sum) => tallies[name] = sum;

    public void Write(string counter, long value, DateTimeOffset? keptUntil, bool isNew) =>
        counters[counter] = new CounterRow(counter, value, keptUntil, isNew);

    public void Write(KeptReply kept, bool replaces) => replies[kept.Key] = new ReplyRow(kept, replaces);

    /// <summary>What is only ever added, and the due times.</summary>
    public void Append(Unit unit)
    {
        units.Add(unit);
        foreach (var time in unit.Due)
        {
            Wake(time);
        }
    }

    private void Wake(DueTime time)
    {
        var wave = due.FindLastIndex(it => it.ContainsKey(time.Subject));
        if (wave >= 0 && due[wave][time.Subject] is var earlier && earlier.At is null == time.At is null)
        {
            due[wave][time.Subject] = time with { Through = Math.Max(earlier.Through, time.Through) };
            return;
        }

        if (wave + 1 == due.Count)
        {
            due.Add([]);
        }

        due[wave + 1].Add(time.Subject, time);
    }

    internal sealed record StateRow(StateChange Change, DateTimeOffset At, bool IsNew)
    {
        public long Version => Change.ExpectedVersion + 1;
    }

    internal sealed record CounterRow(string Name, long Value, DateTimeOffset? KeptUntil, bool IsNew);

    private sealed record ReplyRow(KeptReply Kept, bool Replaces);
}
