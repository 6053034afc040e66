using System.Diagnostics;
using Acp.Payments;
using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>
/// How a session goes on when nobody calls: decide and commit in a turn, act outside it, and again, until there is
/// nothing to do now.
/// </summary>
internal sealed class Settling(SessionRecord record, CheckoutPorts ports, Settlement settlement, Occasion occasion)
{
    /// <summary>Each lost race means that somebody else moved on; this many in a row mean that something is wrong.</summary>
    private const int MaxRaces = 16;

    public const string Clock = "clock";
    public const string Provider = "provider";

    private readonly string actor = occasion == Occasion.Told ? Provider : Clock;

    private bool hasChanged;
    private bool hasSent;

    public async ValueTask Run()
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            if (await Step())
            {
                return;
            }
        }
    }

    /// <returns>False where it is to be looked at anew.</returns>
    private async ValueTask<bool> Step()
    {
        var (decision, next) = await record.Turn(Decide);
        return decision switch
        {
            null => false,
            SettleDecision.Rest or SettleDecision.Expire => true,
            SettleDecision.Repeat => await Repeat(next!),
            SettleDecision.FindCharge d => await FindCharge(d.Attempt),
            SettleDecision.LookUpIntent d => await LookUpIntent(d),
            SettleDecision.AbandonIntent d => await Abandon(d),
            SettleDecision.FindPage d => await FindPage(d.Attempt),
            SettleDecision.ClosePage d => await Pages.Close(d.Attempt) ? Changed() : await Postpone(d.Attempt, token: null),
            _ => throw new UnreachableException($"Unhandled {decision}."),
        };
    }

    /// <returns>A null decision where another writer won; the attempt with the send that this turn committed.</returns>
    private async ValueTask<(SettleDecision? Decision, ChargeAttempt? Send)> Decide(CheckoutSession? session)
    {
        if (session is null)
        {
            return (new SettleDecision.Rest(), null);
        }

        var now = ports.Now;
        var token = await record.LoadFactsOfAttempt(session);
        var decision = ports.Deciders.OnWake(session, token, occasion, now, ports.Options);
        return decision switch
        {
            SettleDecision.Expire => (await Expire(session, now) ? decision : null, null),
            SettleDecision.Rest => (await Rest(session, token, now) ? decision : null, null),
            SettleDecision.Repeat => await Sender.Permit(session) is { } attempt ? (decision, attempt) : (null, null),
            _ => (decision, null),
        };
    }

    private async ValueTask<bool> Expire(CheckoutSession session, DateTimeOffset now)
    {
        var expired = new Transition(session, token: null, actor, now).Apply(new PaymentEvent.SessionClosed(ClosedBecause.Expired));
        return await record.Commit(expired) is Verdict.Committed;
    }

    // Whoever set it due last may have done so before the session was over.
    private async ValueTask<bool> Rest(CheckoutSession session, TokenFacts? token, DateTimeOffset now)
    {
        if (hasChanged || occasion == Occasion.Told)
        {
            return true;
        }

        var transition = new Transition(session, token: null, actor, now).DueAt(Schedule.Next(session, token, now, ports.Options));
        if (session.Payment is Payment.Open || session.ClosedPages.Count > 0)
        {
            transition.Claim(); // Else this could become, or clear, the time of an attempt or a refund that another process opens just now.
        }

        return await record.Commit(transition) is Verdict.Committed;
    }

    // Its deadline is now: the clock sends once, and comes back.
    private Sending Sender => new(record, ports, settlement, offer: null, actor, deadline: ports.Now);

    private PageTalk Pages => new(record, ports, settlement, actor);

    private async ValueTask<bool> Repeat(ChargeAttempt attempt)
    {
        hasSent = true;
        return await Sender.UntilSettled(attempt) is Settled.Nothing
            // A failure that the provider keeps under the key is repeated for ever: only a look past the key ends it.
            ? await Find(attempt)
            : Changed();
    }

    private ValueTask<bool> Find(ChargeAttempt attempt) => attempt.Rail == ChargeRail.Page ? FindPage(attempt) : FindCharge(attempt);

    private async ValueTask<bool> FindPage(ChargeAttempt attempt) =>
        (await Pages.Find(attempt)).Settled is Settled.Nothing ? await Postpone(attempt, token: null) : Changed();

    private async ValueTask<bool> FindCharge(ChargeAttempt attempt)
    {
        var (finding, settled) = await settlement.FindCharge(attempt, offer: null, actor);
        if (settled is not Settled.Nothing)
        {
            return Changed();
        }

        // A token that died does not take away what its charge left under the key: where the look tells nothing, the key may.
        return finding is ChargeFinding.NotAnswered && await PermitAfterAll(attempt) is { } send
            ? await Repeat(send)
            : await Postpone(attempt, (finding as ChargeFinding.NoneOfOurs)?.Token);
    }

    private async ValueTask<ChargeAttempt?> PermitAfterAll(ChargeAttempt attempt) => hasSent || occasion == Occasion.Told
        ? null
        : await record.Turn(async session => session!.Payment is Payment.Charging s
            && (s.Attempt.Number, s.Attempt.Sends) == (attempt.Number, attempt.Sends)
            && CompleteDecider.MaySend(attempt, ports.Now)
                ? await Sender.Permit(session)
                : null);

    private async ValueTask<bool> LookUpIntent(SettleDecision.LookUpIntent waiting)
    {
        var (answer, settled) = await settlement.LookUpIntent(waiting.IntentId, waiting.Attempt, offer: null, actor);
        if (settled is not Settled.Nothing)
        {
            return Changed();
        }

        // An intent that the account does not know can only be told by the token and the list.
        return answer is ChargeAnswer.Unknown ? await Find(waiting.Attempt) : await Postpone(waiting.Attempt, token: null);
    }

    private async ValueTask<bool> Abandon(SettleDecision.AbandonIntent waiting) =>
        await settlement.CancelIntent(waiting.IntentId, waiting.Attempt, actor) ? Changed() : await Find(waiting.Attempt);

    private bool Changed()
    {
        hasChanged = true;
        return false;
    }

    /// <param name="token">What was learned of it; null where nothing was.</param>
    private async ValueTask<bool> Postpone(ChargeAttempt attempt, TokenFacts? token) => await record.Turn(async session =>
    {
        if (Transition.AttemptOf(session!.Payment)?.Number != attempt.Number)
        {
            return false;
        }

        var now = ports.Now;
        var known = await record.LoadTokenOf(attempt);
        var transition = new Transition(session, known, actor, now);
        if (token is not null && known?.State is { } before && token != before.Facts)
        {
            transition.Knowing(token);
        }

        transition.DueAt(Schedule.Next(session, token ?? known?.State?.Facts, now, ports.Options));
        return await record.Commit(transition) is Verdict.Committed;
    });
}
