using System.Diagnostics;

namespace Acp.Deliveries;

/// <summary>What is to be done for a delivery that was woken. The private constructor closes the hierarchy.</summary>
public abstract record DeliveryPlan
{
    private DeliveryPlan() { }

    /// <summary>The endpoint has had everything, or it was given up and nothing new has come.</summary>
    public sealed record Nothing : DeliveryPlan;

    public sealed record NotBefore(DateTimeOffset At) : DeliveryPlan;

    /// <summary>
    /// The endpoint is to hear of the order as it stands, and of nothing that a dead letter holds up. Written before anything
    /// is sent: of two processes each could jump to what it knows, and the older state arrive last.
    /// </summary>
    public sealed record Skip(DeliveryRecord Record) : DeliveryPlan;

    /// <param name="Record">What the outcome is written into.</param>
    public sealed record Send(DeliveryRecord Record, int Sequence) : DeliveryPlan;
}

/// <summary>What is sent next, and what becomes of it. Pure.</summary>
public static class DeliveryDecider
{
    /// <summary>From the first failed send of a message to its last: a long weekend.</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(3);

    public static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    /// <summary>What an endpoint may ask for with <c>Retry-After</c>; more would let it put off everything.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(4);

    /// <param name="latest">The order's newest sequence.</param>
    public static DeliveryPlan Plan(DeliveryRecord record, int latest, DateTimeOffset now) => record switch
    {
        { DeadSince: not null } when latest <= record.Seen => new DeliveryPlan.Nothing(),
        { DeadSince: not null } => new DeliveryPlan.Skip(JumpTo(record, latest) with { Seen = latest, UpdatedAt = now }),
        _ when record.Delivered >= latest => new DeliveryPlan.Nothing(),
        _ when record.NextTryAt > now => new DeliveryPlan.NotBefore(record.NextTryAt.Value),
        _ => new DeliveryPlan.Send(record, record.Delivered + 1),
    };

    /// <param name="outcome">Of a send of the message after <see cref="DeliveryRecord.Delivered"/>.</param>
    public static DeliveryRecord OnOutcome(DeliveryRecord record, SendOutcome outcome, int latest, TimeSpan took, DateTimeOffset now)
    {
        var seen = record with { Seen = Math.Max(record.Seen, latest), UpdatedAt = now };
        return outcome switch
        {
            SendOutcome.Delivered => Logged(Begun(seen), record.Delivered + 1, outcome, took, now) with { Delivered = record.Delivered + 1 },
            SendOutcome.Failed failed => Logged(Failed(seen, failed, now), record.Delivered + 1, outcome, took, now),
            _ => throw new UnreachableException($"{outcome} is no outcome of a send."),
        };
    }

    /// <summary>A send whose place another process has taken meanwhile: it happened, and moves nothing.</summary>
    public static DeliveryRecord Logged(DeliveryRecord record, int sequence, SendOutcome outcome, TimeSpan took, DateTimeOffset now)
    {
        var (status, why) = outcome switch
        {
            SendOutcome.Delivered it => (it.Status, null),
            SendOutcome.Failed it => (it.Status, it.Why),
            _ => ((int?)null, "not sent"),
        };
        var sends = record.Sends.Add(new LoggedSend(now, sequence, status, (long)took.TotalMilliseconds, why));
        return record with { Sends = sends.Count > DeliveryRecord.KeptSends ? sends.RemoveAt(0) : sends };
    }

    /// <param name="from">The first sequence to be sent again; null: the newest of what was delivered or is dead.</param>
    /// <returns>Null where the order has no such sequence.</returns>
    public static DeliveryRecord? OnRedeliver(DeliveryRecord record, int latest, int? from, DateTimeOffset now)
    {
        var first = from ?? (record.Status is DeliveryStatus.Dead || record.Delivered >= latest ? latest : record.Delivered + 1);
        if (first < 1 || first > latest)
        {
            return null;
        }

        var skipping = Begun(SkipTo(record, first));
        return skipping with { Seen = Math.Max(record.Seen, latest), UpdatedAt = now };
    }

    private static DeliveryRecord JumpTo(DeliveryRecord record, int sequence) => Begun(SkipTo(record, sequence));

    private static DeliveryRecord SkipTo(DeliveryRecord record, int sequence)
    {
        var before = record.Skipped.Where(range => range.From < sequence).Select(range => range with { To = Math.Min(range.To, sequence - 1) });
        return record with
        {
            Delivered = sequence - 1,
            Skipped = record.Delivered < sequence - 1 ? [.. before, new SkippedSequences(record.Delivered + 1, sequence - 1)] : [.. before],
        };
    }

    private static DeliveryRecord Begun(DeliveryRecord record) => record with { Tries = 0, FailingSince = null, NextTryAt = null, DeadSince = null };

    private static DeliveryRecord Failed(DeliveryRecord record, SendOutcome.Failed failed, DateTimeOffset now)
    {
        var since = record.FailingSince ?? now;
        var tried = record with { Tries = record.Tries + 1, FailingSince = since };
        if (now - since >= GivesUpAfter)
        {
            return tried with { DeadSince = now, NextTryAt = null };
        }

        var own = Pauses.Next(now - since, DeliveryRecord.KeyOf(record.Endpoint, record.Order), tried.Tries, ShortestPause, LongestPause);
        var next = now + Longer(own, Shorter(failed.RetryAfter ?? TimeSpan.Zero, LongestRetryAfter));
        return tried with { NextTryAt = next < since + GivesUpAfter ? next : since + GivesUpAfter };
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
