using System.Diagnostics;
using System.Globalization;
using Acp.Payments;

namespace Acp.Orders;

/// <summary>
/// Refunds of one order: decide and commit in a turn, send outside it, commit the outcome in the next. What is not known is
/// sent again under the same key until it is, or until the provider may have forgotten the key; then it is looked up.
/// </summary>
internal sealed class RefundFlow(OrderDesk desk, OrderPorts ports)
{
    private const string Clock = "clock";

    private readonly RefundSending sending = new(desk, ports);
    private readonly RefundLookUp lookUp = new(desk, ports);

    public async ValueTask<OrderAnswer> Refund(OrderCall call, OrderCommand.Refund asked)
    {
        var deadline = ports.Now + ports.RefundOptions.Budget;
        if (await LookFirst(call) is { } inTheWay)
        {
            return inTheWay;
        }

        return await desk.Turn(record => Decide(record, call, asked)) switch
        {
            null => new OrderAnswer.Contended(),
            RefundStep.Told it => it.Answer,
            RefundStep.Send it => await Send(it, call, deadline),
            var other => throw new UnreachableException($"Unhandled {other}."),
        };
    }

    /// <returns>Null where nothing stands in the way.</returns>
    private async ValueTask<OrderAnswer?> LookFirst(OrderCall call)
    {
        if ((await desk.Load()).State is not { } record || record.Find(call.Key) is not null || !RefundDecider.MayHaveLost(record, ports.Now))
        {
            return null;
        }

        var look = new RefundLookUp(desk, ports) { WithDisputes = false };
        if (await look.Run(call.Operator) is not SharedPaymentTokens.Heard.Done)
        {
            return new OrderAnswer.ProviderUnavailable();
        }

        var known = look.HasFoundLost ? (await desk.Load()).State : null;
        return known is null ? null : new OrderAnswer.Refused(RefundRefusals.Found(RefundAmounts.Remaining(known), known.Placed.Currency));
    }

    /// <summary>Settles what is open and has had its time.</summary>
    public async ValueTask Wake()
    {
        var now = ports.Now;
        if ((await desk.Load()).State is not { } record)
        {
            return;
        }

        foreach (var refund in record.Money.Refunds.Where(one => sending.IsDue(one, now)))
        {
            if (await desk.Turn(current => sending.Resume(current, refund.Id, Clock)) is RefundStep.Send send)
            {
                await sending.UntilSettled(send, Clock, deadline: now);
            }
        }

        if (record.Money.Refunds.Any(one => RefundDecider.IsOnlyLookedUp(one.State, now)))
        {
            await lookUp.Run(Clock);
        }

        await desk.Turn(ComesBack);
    }

    /// <inheritdoc cref="RefundLookUp.Run"/>
    public ValueTask<SharedPaymentTokens.Heard> LookAgain(string actor) => lookUp.Run(actor);

    private Decided<RefundStep> Decide(OrderRecord? record, OrderCall call, OrderCommand.Refund asked) => record switch
    {
        null => new(new RefundStep.Told(new OrderAnswer.NotFound())),
        _ when record.Find(call.Key) is { } done => done.Fingerprint == call.Fingerprint
            ? Again(record, record.Money.Find(done.Id)!, call)
            : new(new RefundStep.Told(new OrderAnswer.KeyReused())),
        _ => RefundDecider.OnRefund(record, asked, mayOverrule: asked.Overrule && call.IsOwner) switch
        {
            RefundDecision.Refuse it => new(new RefundStep.Told(new OrderAnswer.Refused(it.Refusal))),
            RefundDecision.Begin it when Unexplained(record, it.Amount) is { } made => Explain(record, call, made),
            RefundDecision.Begin it => Begin(record, call, asked, it),
            var other => throw new UnreachableException($"Unhandled {other}."),
        },
    };

    // The key has made a refund: what became of it is the answer.
    private Decided<RefundStep> Again(OrderRecord record, OrderRefund refund, OrderCall call) => sending.IsDue(refund, ports.Now)
        ? sending.Resume(record, refund.Id, call.Operator)
        : new(new RefundStep.Told(AnswerOf(record, refund, isChanged: false)));

    // One of ours was found at the provider and no command on record asked for it: a restore lost that command. The first that
    // asks for the same sum is taken for it, because its caller may only be repeating it, and would be paid back twice.
    private static OrderRefund? Unexplained(OrderRecord record, long amount) => record.Money.Refunds.FirstOrDefault(one =>
        one.Number is not null && one.State.Counts && one.Amount == amount && record.Commands.All(done => done.Id != one.Id));

    private Decided<RefundStep> Explain(OrderRecord record, OrderCall call, OrderRefund made) => new(
        new RefundStep.Told(AnswerOf(record, made, isChanged: false)),
        new OrderTransition(record, call.Operator, ports.Now).Remember(call, made.Id).DueBy(ports.RefundOptions, ports.Now));

    private Decided<RefundStep> Begin(OrderRecord record, OrderCall call, OrderCommand.Refund asked, RefundDecision.Begin begin)
    {
        var now = ports.Now;
        var placed = record.Placed;
        var order = new RefundOrder(placed.Payment!.IntentId, begin.Amount, asked.Reason, begin.Number, placed.SessionId, placed.Id);
        var attempt = new RefundAttempt(
            string.Create(CultureInfo.InvariantCulture, $"acp:{placed.Id}:refund:{begin.Number}"), ports.Refunds.FreezeRefund(order), Sends: 1, now);
        var begun = new RefundEvent.Begun(attempt);
        var refund = new OrderRefund(
            OrderRefund.IdOf(placed.Id, begin.Number), begin.Number, begin.Amount, begin.Lines, asked.Reason, asked.Description, RefundState.Evolve(null, begun)!, now);
        var transition = new OrderTransition(record, call.Operator, now).Add(refund, begun, now).Remember(call, refund.Id);
        return new(new RefundStep.Send(refund.Id, attempt), transition.DueBy(ports.RefundOptions, now));
    }

    private async ValueTask<OrderAnswer> Send(RefundStep.Send send, OrderCall call, DateTimeOffset deadline)
    {
        await sending.UntilSettled(send, call.Operator, deadline);
        if ((await desk.Load()).State?.Money.Find(send.RefundId)?.State
            is RefundState.Failed { By: RefundRejection.ExceedsRemainder or RefundRejection.Disputed })
        {
            await lookUp.Run(call.Operator); // Somebody did something elsewhere that we have not heard of.
        }

        var record = (await desk.Load()).State!;
        return record.Money.Find(send.RefundId) is { } refund
            ? AnswerOf(record, refund, isChanged: true)
            : new OrderAnswer.ProviderUnavailable();
    }

    // Fenced: a time must not be taken away that another process sets at this very moment.
    private Decided<OrderRecord> ComesBack(OrderRecord? record)
    {
        var now = ports.Now;
        return new(record!, new OrderTransition(record!, Clock, now).Edit(it => it with { Money = it.Money.Fenced() }).DueBy(ports.RefundOptions, now));
    }

    private static OrderAnswer AnswerOf(OrderRecord record, OrderRefund refund, bool isChanged) => refund.State switch
    {
        RefundState.Sending => new OrderAnswer.RefundOutcomeUnknown(refund.Id),
        RefundState.Pending or RefundState.Succeeded => new OrderAnswer.Done(isChanged, refund.Id),
        RefundState.Failed failed => new OrderAnswer.Refused(RefundRefusals.ByProvider(failed, record)),
        _ => throw new UnreachableException($"Unhandled {refund.State}."),
    };
}

/// <summary>What a turn came to. The private constructor closes the hierarchy.</summary>
internal abstract record RefundStep
{
    private RefundStep() { }

    public sealed record Told(OrderAnswer Answer) : RefundStep;

    /// <summary>This very send is committed.</summary>
    public sealed record Send(string RefundId, RefundAttempt Attempt) : RefundStep;
}
