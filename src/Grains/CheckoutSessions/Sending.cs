using Acp.Payments;
using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>Sends an attempt until its outcome is known or the caller's time is up. Every send follows a commit that permits it.</summary>
/// <param name="offer">Whose reply is kept with the outcome; null where nobody waits.</param>
/// <param name="deadline">Until when it may be repeated; where it has passed, the attempt is sent once.</param>
internal sealed class Sending(
    SessionRecord record, CheckoutPorts ports, Settlement settlement, Offer? offer, string actor, DateTimeOffset deadline)
{
    /// <summary>The provider answers every repeat as it did the last: only a look past the key can tell more.</summary>
    public bool HasNoUseInRepeating { get; private set; }

    /// <summary>Only inside a turn. Permits one more send, and fences an earlier sender that may still wake up.</summary>
    /// <returns>Null where another writer won: nothing may be sent.</returns>
    public async ValueTask<ChargeAttempt?> Permit(CheckoutSession session)
    {
        var transition = (offer is null ? new Transition(session, token: null, actor, ports.Now) : new Transition(session, token: null, offer.Call, ports.Now))
            .Apply(new PaymentEvent.SendRecorded(ports.Now));
        return await record.Commit(transition) is Verdict.Committed ? Transition.AttemptOf(transition.After.Payment) : null;
    }

    /// <param name="attempt">Its next send is committed.</param>
    public async ValueTask<Settled> UntilSettled(ChargeAttempt attempt)
    {
        // Asked before each send: the machine may have slept since the commit, and the provider may have forgotten the key.
        for (var sends = 1; CompleteDecider.MaySend(attempt, ports.Now); sends++)
        {
            var sentAt = ports.Now;
            (var settled, HasNoUseInRepeating) = attempt.Rail == ChargeRail.Page ? await OpenPage(attempt) : await Charge(attempt);
            if (settled is not Settled.Nothing || HasNoUseInRepeating || !await MayRepeatAfter(sends, took: ports.Now - sentAt))
            {
                return settled;
            }

            if (await record.Turn(session => PermitRepeat(session!)) is not { } next)
            {
                return new Settled.Superseded();
            }

            attempt = next;
        }

        return new Settled.Nothing();
    }

    private async ValueTask<(Settled Settled, bool IsLast)> Charge(ChargeAttempt attempt)
    {
        using var listening = record.Meanwhile.Listen(attempt.Number, attempt.Sends);
        var answer = await ports.Provider.Charge(attempt.ProviderKey, attempt.Request, CompleteDecider.LeavesBefore(attempt));
        return (await settlement.Record(answer, attempt.Number, offer, actor), answer is ChargeAnswer.Unknown { MayRepeat: false });
    }

    private async ValueTask<(Settled Settled, bool IsLast)> OpenPage(ChargeAttempt attempt)
    {
        using var listening = record.Meanwhile.Listen(attempt.Number, attempt.Sends);
        var answer = await ports.Hosted.Pages.OpenPage(attempt.ProviderKey, attempt.Request, CompleteDecider.LeavesBefore(attempt));
        return (await settlement.Record(answer, attempt.Number, actor), answer is PageAnswer.Unknown { MayRepeat: false });
    }

    /// <param name="took">How long the last send did: a repeat is expected to take as long, and must end in time.</param>
    private async ValueTask<bool> MayRepeatAfter(int sends, TimeSpan took)
    {
        var delay = ports.Options.RepeatDelay * Math.Pow(2, sends - 1);
        if (sends >= ports.Options.SendsPerCall || ports.Now + delay + took >= deadline)
        {
            return false;
        }

        await Task.Delay(delay, ports.Clock);
        return true;
    }

    private ValueTask<ChargeAttempt?> PermitRepeat(CheckoutSession session) =>
        session.Payment is Payment.Charging or Payment.PageOpening ? Permit(session) : new ValueTask<ChargeAttempt?>((ChargeAttempt?)null);
}
