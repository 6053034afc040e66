using Acp.Payments;

namespace Acp.Orders;

/// <summary>Sends a refund until its outcome is known or the time is up. Every send follows a commit that permits it.</summary>
internal sealed class RefundSending(OrderDesk desk, OrderPorts ports)
{
    private readonly RefundOptions options = ports.RefundOptions;

    // Of this activation: whoever is at it commits what comes of it.
    private readonly HashSet<string> underWay = new(StringComparer.Ordinal);

    /// <summary>Whether nobody is at it any more, and a repeat can still tell something.</summary>
    public bool IsDue(OrderRefund refund, DateTimeOffset now) =>
        refund.State is RefundState.Sending { Attempt: var attempt }
        && !underWay.Contains(refund.Id)
        && now >= attempt.NewestSendAt + options.SettleAfter
        && RefundDecider.MaySend(attempt, now);

    /// <summary>Inside a turn: permits one more send where it is due.</summary>
    public Decided<RefundStep> Resume(OrderRecord? record, string id, string actor) =>
        record?.Money.Find(id) is { } refund && IsDue(refund, ports.Now) ? Permit(record, refund, actor) : Superseded(id);

    /// <param name="send">It is committed.</param>
    /// <param name="deadline">Until when it may be repeated; where it has passed, it is sent once.</param>
    public async ValueTask UntilSettled(RefundStep.Send send, string actor, DateTimeOffset deadline)
    {
        underWay.Add(send.RefundId);
        try
        {
            await Repeat(send, actor, deadline);
        }
        finally
        {
            underWay.Remove(send.RefundId);
        }
    }

    private async ValueTask Repeat(RefundStep.Send send, string actor, DateTimeOffset deadline)
    {
        // Asked before each send: the machine may have slept since the commit, and the provider may have forgotten the key.
        for (var sends = 1; RefundDecider.MaySend(send.Attempt, ports.Now); sends++)
        {
            var sentAt = ports.Now;
            var answer = await Send(send);
            if (await desk.Turn(record => Record(record, send.RefundId, answer, actor)) is not { IsOpen: true }
                || !await MayRepeatAfter(sends, took: ports.Now - sentAt, deadline)
                || await desk.Turn(record => PermitNext(record, send.RefundId, actor)) is not RefundStep.Send next)
            {
                return;
            }

            send = next;
        }
    }

    private async ValueTask<RefundAnswer> Send(RefundStep.Send send)
    {
        using var listening = desk.Meanwhile.Listen(attempt: null, send.Attempt.Sends);
        return await ports.Refunds.Refund(send.Attempt.ProviderKey, send.Attempt.Request, RefundDecider.LeavesBefore(send.Attempt));
    }

    /// <summary>Makes an answer fact, for the record as it is now: another process may have sent again since.</summary>
    private Decided<Recorded> Record(OrderRecord? record, string id, RefundAnswer answer, string actor)
    {
        if (record?.Money.Find(id) is not { State: RefundState.Sending } refund)
        {
            return new(new Recorded(IsOpen: false)); // Settled by somebody else.
        }

        var now = ports.Now;
        return RefundDecider.OnAnswer(refund.State, answer) is { } change
            ? new(new Recorded(IsOpen: false), new OrderTransition(record, actor, now).Apply(refund, change, now).DueBy(options, now))
            : new(new Recorded(IsOpen: true));
    }

    private Decided<RefundStep> PermitNext(OrderRecord? record, string id, string actor) =>
        record?.Money.Find(id) is { State: RefundState.Sending { Attempt: var attempt } } refund && RefundDecider.MaySend(attempt, ports.Now)
            ? Permit(record, refund, actor)
            : Superseded(id);

    private Decided<RefundStep> Permit(OrderRecord record, OrderRefund refund, string actor)
    {
        var now = ports.Now;
        var transition = new OrderTransition(record, actor, now).Apply(refund, new RefundEvent.SendRecorded(now), now);
        var permitted = (RefundState.Sending)transition.After.Money.Find(refund.Id)!.State;
        return new(new RefundStep.Send(refund.Id, permitted.Attempt), transition.DueBy(options, now));
    }

    private static Decided<RefundStep> Superseded(string id) => new(new RefundStep.Told(new OrderAnswer.RefundOutcomeUnknown(id)));

    /// <param name="took">How long the last send did: a repeat is expected to take as long, and must end in time.</param>
    private async ValueTask<bool> MayRepeatAfter(int sends, TimeSpan took, DateTimeOffset deadline)
    {
        var delay = options.RepeatDelay * Math.Pow(2, sends - 1);
        if (sends >= options.SendsPerCall || ports.Now + delay + took >= deadline)
        {
            return false;
        }

        await Task.Delay(delay, ports.Clock);
        return true;
    }

    /// <param name="IsOpen">The outcome stays unknown, and a repeat may tell.</param>
    private sealed record Recorded(bool IsOpen);
}
