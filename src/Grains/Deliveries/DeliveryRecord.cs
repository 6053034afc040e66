using System.Collections.Immutable;
using Acp.Attention;
using Acp.Orders;
using Acp.Store;

namespace Acp.Deliveries;

/// <summary>
/// What one endpoint has had of one order, as it is stored. The messages are not: message n is what the order's entries make
/// of it. It comes to be with the first send. Docs: decisions/0023.
/// </summary>
/// <param name="Delivered">All sequences up to this one were taken by the endpoint, or given up; 0: none.</param>
/// <param name="Seen">The order's newest sequence that this record knows of. One above it wakes what is dead.</param>
/// <param name="Tries">Failed sends of the message that is to go next.</param>
/// <param name="FailingSince">Of its first failed send.</param>
/// <param name="NextTryAt">Nothing is sent before; null: at once.</param>
/// <param name="DeadSince">When it was given up; null: it is not.</param>
public sealed record DeliveryRecord(
    string Endpoint,
    string Order,
    int Delivered,
    int Seen,
    int Tries,
    DateTimeOffset? FailingSince,
    DateTimeOffset? NextTryAt,
    DateTimeOffset? DeadSince,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt) : Stored
{
    /// <summary>The newest are kept.</summary>
    public const int KeptSends = 50;

    /// <summary>As long as a session is kept. An entry that comes later is told with all that came before it.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    /// <summary>Oldest first.</summary>
    public ImmutableList<LoggedSend> Sends { get; init; } = [];

    /// <summary>Sequences that were never taken, and are not sent any more: a later one was, which tells all of it.</summary>
    public ImmutableList<SkippedSequences> Skipped { get; init; } = [];

    /// <summary>The delivery's key in the store, the subject of its due time and of its audit trail.</summary>
    public static string KeyOf(string endpoint, string order) => Announcements.KeyOf(endpoint, order);

    /// <summary>What one endpoint's deliveries are claimed and listed by.</summary>
    public static string KindOf(string endpoint) => $"delivery.{endpoint}";

    /// <summary>Of what was never sent.</summary>
    public static DeliveryRecord Fresh(string endpoint, string order, DateTimeOffset now) =>
        new(endpoint, order, Delivered: 0, Seen: 0, Tries: 0, FailingSince: null, NextTryAt: null, DeadSince: null, now, now);

    public DeliveryStatus Status => this switch
    {
        { DeadSince: not null } => DeliveryStatus.Dead,
        { Tries: > 0 } => DeliveryStatus.Retrying,
        _ when Delivered < Seen => DeliveryStatus.Pending,
        _ => DeliveryStatus.Delivered,
    };

    // What is dead is for a person to see.
    public IndexColumns Index() => new(KindOf(Endpoint), Status.ToString(), Platform: null, Amount: null, Currency: null, CreatedAt)
    {
        KeptUntil = Status == DeliveryStatus.Delivered ? UpdatedAt + KeptFor : null,
        Mark = DeadSince is { } since ? new Mark(Marks.DeadLetter, since) : null,
    };
}

public enum DeliveryStatus
{
    /// <summary>Something is to be sent, and was not tried yet.</summary>
    Pending,

    /// <summary>The last send failed; there will be another.</summary>
    Retrying,

    /// <summary>The endpoint has had all that this record knows of.</summary>
    Delivered,

    /// <summary>Given up. The order's next entry, or a person, begins anew.</summary>
    Dead,
}

/// <param name="Status">The HTTP status; null where none came.</param>
/// <param name="Why">Null where it was delivered; else of a fixed set.</param>
public sealed record LoggedSend(DateTimeOffset At, int Sequence, int? Status, long Milliseconds, string? Why) : Stored;

/// <summary>Both inclusive.</summary>
public sealed record SkippedSequences(int From, int To) : Stored;
