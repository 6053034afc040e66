using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.TokenIssues;

/// <summary>What a commit of an outcome came to. The private constructor closes the hierarchy.</summary>
internal abstract record IssueSettled
{
    private IssueSettled() { }

    /// <summary>The outcome stays unknown.</summary>
    public sealed record Nothing : IssueSettled;

    /// <summary>Somebody else settled it: what he kept is the answer.</summary>
    public sealed record Superseded : IssueSettled;

    /// <param name="Token">Null where none was issued.</param>
    public sealed record By(Answer Answer, string? Token) : IssueSettled;
}

/// <summary>Reads and writes one issue: its record and whatever must become true together with it, in one unit each.</summary>
internal sealed class IssueBook(string id, TokenPorts ports)
{
    private const int MaxRaces = 16;

    /// <summary>A day is asked of until the next one begins, and given back to within the day after that; the rest is for people.</summary>
    private static readonly TimeSpan BudgetKeptFor = TimeSpan.FromDays(8);

    private readonly string key = TokenIssue.KeyOf(id);

    public ValueTask<Snapshot<TokenIssue>> Load() => ports.Store.LoadSnapshot<TokenIssue>(key);

    public async ValueTask<(Snapshot<TokenIssue> Issue, KeptReply? Kept)> LoadWithReply(ReplyKey reply)
    {
        var (stored, kept) = await ports.Store.LoadWithReply(key, reply);
        return (Snapshots.Of<TokenIssue>(key, stored), kept);
    }

    /// <summary>Durable before a token can exist: the attempt and what it takes of the platform's day.</summary>
    public ValueTask<Verdict> Begin(Snapshot<TokenIssue> issue, Call call, IssueAttempt attempt)
    {
        var unit = Change(issue, call.Caller.Platform, new IssueEvent.Begun(attempt), call.Actor) with
        {
            Counters = [.. attempt.Budget.Select(use => Count(attempt, use, -use.Amount, -use.Limit))],
        };
        return ports.Store.Land(unit);
    }

    /// <summary>Permits one more send, and fences an earlier sender that may still wake up.</summary>
    /// <returns>Null where another writer won: nothing may be sent.</returns>
    public async ValueTask<IssueAttempt?> Permit(Snapshot<TokenIssue> issue, string actor)
    {
        var send = new IssueEvent.SendRecorded(ports.Now);
        return await ports.Store.Land(Change(issue, issue.State!.Platform, send, actor)) is Verdict.Committed
            ? IssueState.Evolve(issue.State.State, send).Attempt
            : null;
    }

    public async ValueTask<bool> GiveUp(Snapshot<TokenIssue> issue, string actor) =>
        await ports.Store.Land(Change(issue, issue.State!.Platform, new IssueEvent.GivenUp(), actor)) is Verdict.Committed;

    /// <summary>
    /// Keeps the refusal, and claims the version that it was decided on: what was forbidden a moment ago may have been
    /// begun by another process since.
    /// </summary>
    /// <returns>Null where another writer won: start anew.</returns>
    public async ValueTask<Answer?> Refuse(Snapshot<TokenIssue> issue, Call call, Refusal refusal)
    {
        var reply = ports.Replies.Render(refusal);
        var unit = Change(issue, call.Caller.Platform, new IssueEvent.RefusedByPolicy(), call.Actor, refusal.Rule.ToString()) with
        {
            Replies = [Kept(IssueCalls.Of(call), reply)],
        };
        return await ports.Store.Land(unit) is Verdict.Committed ? new Answer.Replied(reply, Replayed: false) : null;
    }

    /// <summary>Makes an answer fact, for the record as it is now: another process may have sent again since.</summary>
    public async ValueTask<IssueSettled> Settle(int number, IssueAnswer answer, string actor)
    {
        Snapshot<TokenRecord>? token = null;
        for (var race = 0; race < MaxRaces; race++)
        {
            var issue = await Load();
            if (issue.State?.State is not (IssueState.Pending or IssueState.Abandoned) || issue.State.State.LastNumber != number)
            {
                return new IssueSettled.Superseded();
            }

            if (IssueDecider.OnAnswer(id, issue.State.State, answer) is not { } change)
            {
                return new IssueSettled.Nothing();
            }

            var attempt = issue.State.State.Attempt!;

            // Its id is a moment old, so that nobody can know it yet; where somebody does all the same, this commit loses.
            var issued = (answer as IssueAnswer.Issued)?.Token;
            token = issued is null ? null : token is null ? New(issued.Token) : await LoadToken(issued.Token);
            if (await Settle(issue, attempt, change, issued, token, actor) is { } settled)
            {
                return settled;
            }
        }

        return new IssueSettled.Nothing();
    }

    /// <summary>A token of an attempt that is over, and that nobody wrote down: it exists, so it is listed.</summary>
    /// <returns>False where another writer won.</returns>
    public async ValueTask<bool> ListAfterAll(string platform, IssueAttempt attempt, IssuedFacts issued, string actor)
    {
        var token = await LoadToken(issued.Token);
        if (token.State?.Issued is not null)
        {
            return true;
        }

        var now = ports.Now;
        var terms = IssueDecider.IsOf(attempt, issued) ? attempt.TermsOf(id, issued) : attempt.TermsOfEarlier(id, issued);
        var change = Listed(token, platform, terms, issued, now);
        return await ports.Store.Land(new Unit(ports.Ids.NewCommitId(), now)
        {
            States = [change.State(now)],
            Tallies = change.Tallies,
            Audit = [TokenEntry(token.Key, now, actor)],
        }) is Verdict.Committed;
    }

    /// <summary>Wakes it later, or never again.</summary>
    public ValueTask<Verdict> WakeAt(DateTimeOffset? due) =>
        ports.Store.Land(new Unit(ports.Ids.NewCommitId(), ports.Now) { Due = [new DueTime(key, due)] });

    /// <returns>Null where another writer won.</returns>
    private async ValueTask<IssueSettled?> Settle(
        Snapshot<TokenIssue> issue, IssueAttempt attempt, IssueEvent change, IssuedFacts? issued, Snapshot<TokenRecord>? token, string actor)
    {
        var unit = Change(issue, issue.State!.Platform, change, actor);
        var listed = change is IssueEvent.TokenIssued ? Listed(token!, issue.State.Platform, attempt.TermsOf(id, issued!), issued!, unit.At) : null;
        unit = listed is null ? GivingBack(unit, attempt) : unit with
        {
            States = unit.States.Add(listed.State(unit.At)),
            Tallies = listed.Tallies,
            Audit = unit.Audit.Add(TokenEntry(token!.Key, unit.At, actor)),
        };
        var reply = ReplyTo(change, listed?.After, unit.At);
        return await Land(unit, attempt.Call, reply) switch
        {
            Verdict.Committed when reply is null => new IssueSettled.By(new Answer.ProviderUnavailable(), null),
            Verdict.Committed => new IssueSettled.By(new Answer.Replied(reply!, Replayed: false), issued?.Token),
            Verdict.ReplyExists => new IssueSettled.Superseded(),
            _ => null,
        };
    }

    private Reply? ReplyTo(IssueEvent change, TokenRecord? token, DateTimeOffset now) => change switch
    {
        IssueEvent.TokenIssued => ports.Replies.Render(token!.View(now)),
        IssueEvent.RefusedByProvider refused => ports.Replies.Render(IssueRefusals.ByProvider(refused.Reason)),
        _ => null, // Nothing was carried out, so nothing is kept.
    };

    private async ValueTask<Verdict> Land(Unit unit, IssueCall call, Reply? reply)
    {
        var verdict = await ports.Store.Land(unit with { Replies = reply is null ? [] : [Kept(call, reply)] });
        if (verdict is not Verdict.ReplyExists)
        {
            return verdict;
        }

        // The key was answered; what happened must land all the same.
        var again = await ports.Store.Land(unit with { CommitId = ports.Ids.NewCommitId() });
        return again is Verdict.Committed ? verdict : again;
    }

    private static Unit GivingBack(Unit unit, IssueAttempt attempt) => unit with
    {
        Counters = [.. attempt.Budget.Select(use => Count(attempt, use, use.Amount, floor: null))],
    };

    private static CounterChange Count(IssueAttempt attempt, BudgetUse use, long delta, long? floor) =>
        new(use.Counter, delta, floor) { KeptUntil = attempt.FirstSentAt + BudgetKeptFor };

    private static TokenChange Listed(Snapshot<TokenRecord> token, string platform, IssueTerms terms, IssuedFacts issued, DateTimeOffset now)
    {
        var known = token.State ?? new TokenRecord(issued.Token, new SharedPaymentToken.Free(), Facts: null, FirstSeenAt: now);
        var mine = known with { Issued = terms, Platform = platform };
        return new TokenChange(token, mine.Told(issued, now, paymentIntent: null));
    }

    private Unit Change(Snapshot<TokenIssue> issue, string platform, IssueEvent change, string actor, string? why = null)
    {
        var now = ports.Now;
        var next = new TokenIssue(id, platform, IssueState.Evolve(issue.State?.State, change), issue.State?.CreatedAt ?? now);
        var due = next.State is IssueState.Pending pending ? IssueDecider.NextTry(pending.Current, now, ports.Options) : (DateTimeOffset?)null;
        return new(ports.Ids.NewCommitId(), now)
        {
            States = [issue.To(next, next.Index(now))],
            Audit = [new AuditEntry(key, now, actor, $"issue.{JsonNamingPolicy.SnakeCaseLower.ConvertName(change.GetType().Name)}", DetailOf(next.State, change, why))],
            Due = [new DueTime(key, due)],
        };
    }

    // Never the token: an audit trail is read by people.
    private static string DetailOf(IssueState state, IssueEvent change, string? why) => JsonSerializer.Serialize(new
    {
        number = state.LastNumber,
        amount = state.Attempt?.Amount,
        currency = state.Attempt?.Currency,
        merchant = state.Attempt?.Merchant,
        sends = state.Attempt?.Sends,
        why = why ?? (change as IssueEvent.RefusedByProvider)?.Reason,
    });

    private AuditEntry TokenEntry(string tokenKey, DateTimeOffset now, string actor) =>
        new(tokenKey, now, actor, "token.issued", JsonSerializer.Serialize(new { issue = id }));

    private KeptReply Kept(IssueCall call, Reply reply) => new(
        new ReplyKey(call.Platform, call.Path, call.Key), call.Fingerprint, reply, ports.Now + ports.Options.ReplyRetention);

    private static Snapshot<TokenRecord> New(string token) => new(SharedPaymentToken.KeyOf(token), State: null, Version: 0);

    private ValueTask<Snapshot<TokenRecord>> LoadToken(string token) =>
        ports.Store.LoadSnapshot<TokenRecord>(SharedPaymentToken.KeyOf(token));
}

internal static class IssueCalls
{
    public static IssueCall Of(Call call) => new(call.Caller.Platform, call.Once!.Path, call.Once.Key, call.Once.Fingerprint);
}
