using Acp.CheckoutSessions;
using Acp.Payments;

namespace Acp.Orders;

/// <summary>What a wish to refund comes to. The private constructor closes the hierarchy.</summary>
public abstract record RefundDecision
{
    private RefundDecision() { }

    public sealed record Refuse(OrderRefusal Refusal) : RefundDecision;

    /// <param name="Amount">Minor units, above 0.</param>
    public sealed record Begin(int Number, long Amount, IReadOnlyList<RefundedLine> Lines) : RefundDecision;
}

/// <summary>The rules of refunds. Pure: time and facts arrive as arguments.</summary>
public static class RefundDecider
{
    /// <summary>As for charges: the provider may forget keys after 24 h, and past that a repeat could be a second refund.</summary>
    public static readonly TimeSpan ResendLimit = CompleteDecider.ResendLimit;

    /// <summary>
    /// So long after its newest send a refund that the provider's complete list does not show was never made: no packet and no
    /// work of the provider's lives that long. Should it come to light all the same, the record follows; and the provider
    /// itself refunds no more than was charged.
    /// </summary>
    public static readonly TimeSpan CertainlyOver = TimeSpan.FromHours(24);

    // Taken on, carried out, come to nothing: more than that is told of none.
    private const int MostEntries = 3;

    public static RefundDecision OnRefund(OrderRecord record, OrderCommand.Refund asked, bool mayOverrule)
    {
        if (record.Placed.Payment is not { Amount: > 0 })
        {
            return new RefundDecision.Refuse(RefundRefusals.NothingCharged);
        }

        if (!mayOverrule && record.Money.Disputes.Any(one => one.Stage == DisputeStage.Open))
        {
            return new RefundDecision.Refuse(RefundRefusals.DisputeOpen);
        }

        if (record.Entries.Count + ToCome(record) + MostEntries > OrderRecord.MaxEntries || record.Commands.Count >= OrderRecord.MaxCommands)
        {
            return new RefundDecision.Refuse(RefundRefusals.TooManyEntries);
        }

        return Costs(record, asked.Lines) switch
        {
            (null, { } refusal) => new RefundDecision.Refuse(refusal),
            var (costs, _) => WithinRemainder(record, asked.Amount, costs!),
        };
    }

    /// <summary>
    /// Whether a restore may have lost a refund that nothing else would catch: it would be newer than all that are on record,
    /// and have the next one's key, which the provider may have forgotten by now.
    /// </summary>
    public static bool MayHaveLost(OrderRecord record, DateTimeOffset now) =>
        now - record.Money.Refunds.Where(one => one.Number is not null).Select(one => one.BegunAt).Append(record.Placed.PlacedAt).Max() >= ResendLimit;

    public static bool MaySend(RefundAttempt attempt, DateTimeOffset now) =>
        !attempt.IsOnlyLookedUp && now - attempt.FirstSentAt < ResendLimit;

    /// <summary>The send that was permitted last may leave until then, and no later.</summary>
    public static DateTimeOffset LeavesBefore(RefundAttempt attempt)
    {
        var (forgotten, lapsed) = (attempt.FirstSentAt + ResendLimit, attempt.NewestSendAt + CompleteDecider.PermissionLasts);
        return forgotten < lapsed ? forgotten : lapsed;
    }

    /// <summary>What an answer to a send means for the record as it is now.</summary>
    /// <returns>Null where it settles nothing: the outcome stays unknown.</returns>
    public static RefundEvent? OnAnswer(RefundState state, RefundAnswer answer) => (state, answer) switch
    {
        (RefundState.Sending, RefundAnswer.Succeeded a) => new RefundEvent.CarriedOut(a.RefundId),
        (RefundState.Sending, RefundAnswer.Pending a) => new RefundEvent.TakenOn(a.RefundId),
        (RefundState.Sending, RefundAnswer.Failed a) => new RefundEvent.CameToNothing(a.RefundId, a.Reason),
        (RefundState.Sending, RefundAnswer.Declined a) => new RefundEvent.Refused(a.Reason, By: null),

        // On a repeat these say nothing about the send before them.
        (RefundState.Sending { Attempt.Sends: 1 }, RefundAnswer.Rejected a) => new RefundEvent.Refused(a.Reason, a.Why),
        (RefundState.Sending { Attempt.Sends: 1 }, RefundAnswer.NotExecuted) => new RefundEvent.Withdrawn(),

        // Refused now, it must not be made by a repeat hours later, when nobody expects it any more.
        (RefundState.Sending { Attempt.IsOnlyLookedUp: false }, RefundAnswer.Rejected or RefundAnswer.Unknown { MayRepeat: false }) =>
            new RefundEvent.RepeatsGivenUp(),
        _ => null,
    };

    /// <summary>What the provider's list means for a refund.</summary>
    /// <param name="state">Null: it is not on record.</param>
    /// <param name="seen">Null: the list, which is complete, does not show it.</param>
    /// <param name="askedAt">Before the provider was asked.</param>
    /// <returns>Null where it is no news.</returns>
    public static RefundEvent? OnSeen(RefundState? state, RefundFacts? seen, DateTimeOffset askedAt) => (state, seen) switch
    {
        (RefundState.Sending s, null) when askedAt >= s.Attempt.NewestSendAt + CertainlyOver => new RefundEvent.FoundNever(),
        (_, null) => null,
        (null or RefundState.Sending or RefundState.Failed { ProviderId: null }, _) => EventOf(seen),
        (RefundState.Pending, { Progress: not RefundProgress.Pending }) => EventOf(seen),
        (RefundState.Succeeded, { Progress: RefundProgress.Failed }) => EventOf(seen),
        _ => null,
    };

    /// <summary>When an order is to be looked at next if nobody calls.</summary>
    /// <returns>Null: never again.</returns>
    public static DateTimeOffset? Next(OrderMoney money, DateTimeOffset now, RefundOptions options) =>
        money.Refunds.Select(one => Next(one, now, options)).Min();

    /// <summary>When this refund is; its caller is given his time first.</summary>
    public static DateTimeOffset? Next(OrderRefund refund, DateTimeOffset now, RefundOptions options) => refund.State switch
    {
        RefundState.Sending { Attempt: var attempt } => Earlier(now + PauseOf(attempt, now, options), attempt.NewestSendAt + CertainlyOver, now),
        RefundState.Pending => now + Pauses.Next(now - refund.BegunAt, refund.Id, tries: 0, options.LookAtPendingAfter, options.LookAtPendingAtMost),
        _ => null,
    };

    /// <summary>Whether only the provider's list can tell more of it.</summary>
    public static bool IsOnlyLookedUp(RefundState state, DateTimeOffset now) => state switch
    {
        RefundState.Pending => true,
        RefundState.Sending s => !MaySend(s.Attempt, now),
        _ => false,
    };

    private static TimeSpan PauseOf(RefundAttempt attempt, DateTimeOffset now, RefundOptions options) =>
        Pauses.Next(now - attempt.FirstSentAt, attempt.ProviderKey, attempt.Sends, options.SettleAfter, options.SettleAtMost);

    private static DateTimeOffset Earlier(DateTimeOffset next, DateTimeOffset end, DateTimeOffset now) => end > now && end < next ? end : next;

    private static RefundDecision WithinRemainder(OrderRecord record, long? wanted, IReadOnlyList<RefundedLine> costs)
    {
        var remaining = RefundAmounts.Remaining(record);
        var most = costs.Count == 0 ? remaining : costs.Sum(one => one.Amount);
        var amount = wanted ?? most;
        var currency = record.Placed.Currency;
        if (remaining > 0 && amount == 0)
        {
            return new RefundDecision.Refuse(RefundRefusals.LinesCostNothing);
        }

        if (remaining == 0 || amount > remaining)
        {
            return new RefundDecision.Refuse(RefundRefusals.OverRemainder(remaining, currency));
        }

        return amount > most
            ? new RefundDecision.Refuse(RefundRefusals.OverLines(Math.Min(most, remaining), currency))
            : new RefundDecision.Begin(
                record.Money.LastNumber + 1, amount, costs.Count == 0 ? [] : RefundAmounts.Spread(amount, costs, currency));
    }

    private static (IReadOnlyList<RefundedLine>? Costs, OrderRefusal? Refusal) Costs(OrderRecord record, IReadOnlyList<LineQuantity> asked)
    {
        if (asked.Count == 0)
        {
            return ([], null);
        }

        // How many of a line can be refunded is no question of how many have left: it is asked below.
        var choice = LineChoice.Of(record.Snapshot(), asked, most: _ => int.MaxValue);
        if (choice.Refusal is not null)
        {
            return (null, choice.Refusal);
        }

        List<RefundedLine> costs = [];
        foreach (var (id, quantity) in choice.Lines)
        {
            var line = record.Placed.Lines.First(one => one.Line.LineId == id);
            var left = RefundAmounts.QuantityLeft(record, line);
            if (quantity > left)
            {
                return (null, RefundRefusals.QuantityExceeded(id, left));
            }

            costs.Add(new(id, quantity, RefundAmounts.CostOf(record, line, quantity)));
        }

        return (costs, null);
    }

    private static RefundEvent EventOf(RefundFacts seen) => seen.Progress switch
    {
        RefundProgress.Succeeded => new RefundEvent.CarriedOut(seen.Id),
        RefundProgress.Failed => new RefundEvent.CameToNothing(seen.Id, seen.Reason ?? RefundRefusals.CameToNothing),
        _ => new RefundEvent.TakenOn(seen.Id),
    };

    // What the refunds that are not over may still have told.
    private static int ToCome(OrderRecord record) => record.Money.Refunds.Sum(one => one.State switch
    {
        RefundState.Sending => MostEntries,
        RefundState.Pending => 2,
        RefundState.Succeeded => 1,
        _ => 0,
    });
}
