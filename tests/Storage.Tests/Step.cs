using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Storage.Tests;

/// <summary>A unit in the abstract: versions are told as what is stored, plus a skew that is mostly nought.</summary>
internal sealed record Step(
    IReadOnlyList<(string Key, int Skew)> States,
    IReadOnlyList<CounterChange> Counters,
    IReadOnlyList<(string Key, int Hours)> Replies,
    IReadOnlyList<(string Subject, int? Minutes, long Through)> Due,
    IReadOnlyList<DrawnToken> Tokens,
    IReadOnlyList<TallyChange> Tallies,
    IReadOnlyList<string> Words)
{
    public async Task<Unit> Against(IStore store, DateTimeOffset now)
    {
        var id = Guid.NewGuid();
        var states = new List<StateChange>();
        foreach (var (key, skew) in States.DistinctBy(state => state.Key))
        {
            var version = (await store.Load(key))?.Version ?? 0;
            states.Add(key.At(Math.Max(0, version + skew), $"{id}"));
        }

        foreach (var token in Tokens.DistinctBy(token => token.Id))
        {
            states.Add(await token.Against(store, now));
        }

        return new Unit(id, now)
        {
            States = [.. states],
            Counters = [.. Counters],
            Tallies = [.. Tallies],
            Replies = [.. Replies.DistinctBy(r => r.Key).Select(r => Units.Reply(r.Key, now.AddHours(r.Hours), $"{id}"))],
            Due = [.. Due.DistinctBy(due => due.Subject).Select(due => new DueTime(due.Subject, Later(now, due.Minutes)) { Through = due.Through })],
            Audit = [.. Words.Select(word => new AuditEntry(word, now, "agent", $"{id}", "{}"))],
        };
    }

    public override string ToString() =>
        $"[{Join(States)} | {Join(Counters)} | {Join(Replies)} | {Join(Due)} | {Join(Tokens)} | {Join(Tallies)} | {Join(Words)}]";

    private static string Join<T>(IEnumerable<T> items) => string.Join(' ', items);

    private static DateTimeOffset? Later(DateTimeOffset now, int? minutes) => minutes is { } some ? now.AddMinutes(some) : null;
}

/// <summary>A change of a token in the abstract, told as <see cref="Step.States"/> are.</summary>
internal sealed record DrawnToken(string Id, int Skew, SharedPaymentTokenStatus Status, TokenOrigin Origin, int? Minutes, long? Amount, string? Session)
{
    public async Task<StateChange> Against(IStore store, DateTimeOffset now)
    {
        var row = Units.Token(Id, Status) with
        {
            Origin = Origin,
            Amount = Amount,
            Session = Session,
            CreatedAt = now.AddMinutes(-Id.Length),
            ExpiresAt = Minutes is { } some ? now.AddMinutes(some) : null,
        };
        return row.At(Math.Max(0, ((await store.Load($"token/{Id}"))?.Version ?? 0) + Skew));
    }
}

/// <summary>Units that are queued together, then a claim, then time passes.</summary>
internal sealed record Burst(IReadOnlyList<Step> Steps, string Kind, int Claim, TimeSpan Pause)
{
    public override string ToString() => $"{string.Join("\n  ", Steps)}\n  claim {Claim} of {Kind}, pause {Pause}\n";
}
