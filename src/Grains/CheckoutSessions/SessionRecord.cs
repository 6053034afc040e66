using Acp.Payments;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Acp.Trails;
using Microsoft.Extensions.Logging;

namespace Acp.CheckoutSessions;

/// <summary>
/// A session's durable record and its turns. A turn loads, decides and commits while nothing else of this session
/// does; talk with the outside happens between turns.
/// </summary>
internal sealed partial class SessionRecord(string id, CheckoutPorts ports) : IDisposable
{
    private readonly ILogger log = ports.Log;
    private readonly SemaphoreSlim turns = new(1, 1);
    private readonly StateCell<CheckoutSession> cell = new(ports.Store, CheckoutSession.KeyOf(id));

    /// <summary>What the turn under way was decided on. Reads may move the cell meanwhile; they must not move this.</summary>
    private Snapshot<CheckoutSession> turn = new(CheckoutSession.KeyOf(id), State: null, Version: 0);

    private Snapshot<TokenRecord>? token;

    /// <summary>What this activation last loaded or committed. Another process may have gone further.</summary>
    public CheckoutSession? Current => cell.Newest.State;

    public string Id => id;

    public Meanwhile Meanwhile { get; } = new(ports.Clock);

    /// <summary>What the turn under way was decided on.</summary>
    public long Version => turn.Version;

    /// <summary>Reads the store, whatever this activation believes: another process may have gone further.</summary>
    public ValueTask<Snapshot<CheckoutSession>> Refresh() => cell.Refresh();

    /// <inheritdoc cref="StateCell{T}.Refresh(ReplyKey)"/>
    public async ValueTask<(Snapshot<CheckoutSession> Session, KeptReply? Kept)> Refresh(ReplyKey? key) =>
        key is null ? (await cell.Refresh(), null) : await cell.Refresh(key);

    /// <inheritdoc cref="StateCell{T}.AssumeNew"/>
    public void AssumeNew() => cell.AssumeNew();

    public async ValueTask<T> Turn<T>(Func<CheckoutSession?, ValueTask<T>> decide)
    {
        await turns.WaitAsync();
        try
        {
            turn = await cell.Load();
            return await decide(turn.State);
        }
        catch
        {
            Drop(); // Only the store knows whether a failed write landed.
            throw;
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Another process has gone further than this activation knows.</summary>
    public void Drop()
    {
        cell.Drop();
        token = null;
    }

    public async ValueTask<Snapshot<TokenRecord>> LoadToken(string reservationId) =>
        token = await ports.Store.LoadSnapshot<TokenRecord>(SharedPaymentToken.KeyOf(reservationId));

    /// <summary>
    /// The token as it was last loaded or committed here. Only for what changes it: its version fences that, and whoever
    /// loses looks again. Nothing that was true of a token a while ago may be told to anybody.
    /// </summary>
    public ValueTask<Snapshot<TokenRecord>> RecallToken(string reservationId) =>
        token is { } known && known.Key == SharedPaymentToken.KeyOf(reservationId) ? new(known) : LoadToken(reservationId);

    /// <inheritdoc cref="RecallToken"/>
    /// <returns>Null where the attempt is on the rail that has none.</returns>
    public async ValueTask<Snapshot<TokenRecord>?> RecallTokenOf(ChargeAttempt attempt) =>
        attempt.Rail == ChargeRail.Token ? await RecallToken(attempt.ReservationId) : null;

    /// <returns>Null where the attempt is on the rail that has none.</returns>
    public async ValueTask<Snapshot<TokenRecord>?> LoadTokenOf(ChargeAttempt attempt) =>
        attempt.Rail == ChargeRail.Token ? await LoadToken(attempt.ReservationId) : null;

    /// <returns>What the provider last told of the token of the session's open attempt; null where none is open, or nothing was told.</returns>
    public async ValueTask<TokenFacts?> LoadFactsOfAttempt(CheckoutSession session) => Transition.AttemptOf(session.Payment) is { } attempt
        ? (await LoadTokenOf(attempt))?.State?.Facts
        : null;

    /// <summary>Only inside a turn. On anything but <see cref="Verdict.Committed"/> nothing has changed.</summary>
    public async ValueTask<Verdict> Commit(Transition transition)
    {
        var seen = transition.IsOnTrail ? Meanwhile.Unwritten : null;
        var unit = transition.Build(turn, ports.Ids.NewCommitId(), ports.Options, ports.EndpointsOf, seen);
        var verdict = await ports.Store.Land(unit);
        if (verdict is not Verdict.Committed)
        {
            Drop();
            return verdict;
        }

        Meanwhile.Wrote(seen);
        Tell(unit);
        ports.Instruments.Attempts.Count(transition);
        token = transition.TokenAfter ?? token;
        if (!ReferenceEquals(transition.After, turn.State))
        {
            cell.Take(turn.Next(transition.After));
        }

        return verdict;
    }

    /// <summary>A reply that reports no change; there is no version to defend.</summary>
    public ValueTask<Verdict> Commit(Unit unit) => ports.Store.Land(unit);

    /// <summary>Puts on the session's record what changes nothing of it.</summary>
    /// <param name="detail">Never a token, secret or card datum.</param>
    public ValueTask<Verdict> Note(string actor, string what, string detail)
    {
        var now = ports.Now;
        return ports.Store.Land(new Unit(ports.Ids.NewCommitId(), now) { Audit = [new AuditEntry(CheckoutSession.KeyOf(id), now, actor, what, detail)] });
    }

    /// <summary>Commits a change with the kept reply that reports it. Null: another writer won, start anew.</summary>
    public async ValueTask<Answer?> Conclude(Transition transition, Call call, bool created = false, params IEnumerable<SessionMessage> extra)
    {
        var reply = ports.Replies.Render(call.Caller.ApiVersion, ports.ViewOf(transition.After, extra), created);
        return await Conclude(transition.Keep(call, reply, ports.Options.ReplyRetention), reply);
    }

    /// <summary>As above, for a refusal that itself changes something: a declined attempt, a token found dead.</summary>
    public async ValueTask<Answer?> Conclude(Transition transition, Call call, Refusal refusal)
    {
        var reply = ports.Replies.Render(call.Caller.ApiVersion, refusal);
        return await Conclude(transition.Keep(call, reply, ports.Options.ReplyRetention), reply);
    }

    /// <summary>
    /// Only inside a turn. A refusal changes nothing but is kept, so that its key answers the same for as long as keys
    /// are kept. While a session can still be paid it is fenced like any change: what it rests on may have been the
    /// doing of a charge in another process, and that charge may be this very key's.
    /// </summary>
    /// <param name="joined">The request waited for the end of another's charge.</param>
    public ValueTask<Answer?> Refuse(Call call, Refusal refusal, bool joined = false)
    {
        if (turn.State is not { Payment: Payment.Open or Payment.PageOpening or Payment.PageOpen } open)
        {
            return KeepAlone(call, ports.Replies.Render(call.Caller.ApiVersion, refusal), Transition.NameOf(refusal), joined);
        }

        return Conclude(new Transition(open, token: null, call, ports.Now).Refuse(refusal, joined), call, refusal);
    }

    /// <summary>The session as it stands, kept under this call's key: what a completed session answers to every complete.</summary>
    /// <inheritdoc cref="Refuse"/>
    public ValueTask<Answer?> Repeat(Call call, CheckoutSession session, bool joined) =>
        KeepAlone(call, ports.Replies.Render(call.Caller.ApiVersion, ports.ViewOf(session), created: false), "complete.repeated", joined);

    public void Dispose() => turns.Dispose();

    private async ValueTask<Answer?> Conclude(Transition transition, Reply reply) =>
        await Commit(transition) is Verdict.Committed ? new Answer.Replied(reply, Replayed: false) : null;

    // Of what can no longer change; the key's own uniqueness is the fence.
    private async ValueTask<Answer?> KeepAlone(Call call, Reply reply, string what, bool joined)
    {
        if (call is not { ReplyKey: { } key, Once: { } once })
        {
            return new Answer.Replied(reply, Replayed: false);
        }

        var (now, seen) = (ports.Now, Meanwhile.Unwritten);
        var verdict = await ports.Store.Land(new Unit(ports.Ids.NewCommitId(), now)
        {
            Replies = [new KeptReply(key, once.Fingerprint, reply, now + ports.Options.ReplyRetention)],
            Audit = [new AuditEntry(CheckoutSession.KeyOf(id), now, call.Actor, what, "{}").With(RequestNote.Of(call, reply.Status, joined), seen)],
        });
        if (verdict is not Verdict.Committed)
        {
            return null;
        }

        Meanwhile.Wrote(seen);
        return new Answer.Replied(reply, Replayed: false);
    }

    // The log says what the session's audit trail says, but for what shoppers told their agents. A token's trail is told by nobody: its subject is the token.
    private void Tell(Unit unit)
    {
        foreach (var entry in unit.Audit.Where(entry => entry.Subject == turn.Key && entry.Event != IntentTrace.Event))
        {
            LogDone(entry.Subject, entry.Event, entry.Detail);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Subject} {Event} {Detail}")]
    private partial void LogDone(string subject, string @event, string detail);
}
