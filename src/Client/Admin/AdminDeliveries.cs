using System.Text.Json.Serialization;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>How far an endpoint was told of an order.</summary>
[JsonConverter(typeof(WordConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>A word that this client does not know.</summary>
    Unrecognized,

    /// <summary>Something waits to be sent.</summary>
    Pending,

    /// <summary>A send failed, and is tried again.</summary>
    Retrying,

    /// <summary>All was taken.</summary>
    Delivered,

    /// <summary>Given up, until the order changes or it is redelivered.</summary>
    Dead,
}

/// <summary>What one endpoint was told of one order.</summary>
public sealed record Delivery
{
    /// <summary><c>merchant</c>, or <c>platform.</c> and the platform's name.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The order's id.</summary>
    public required string Order { get; init; }

    /// <summary>As of the last send.</summary>
    public DeliveryStatus Status { get; init; }

    /// <summary>All messages up to this sequence were taken, or skipped.</summary>
    public long Delivered { get; init; }

    /// <summary>The order's newest sequence, as far as the delivery knows.</summary>
    public long Newest { get; init; }

    /// <summary>Failed sends of the message that is next.</summary>
    public int Tries { get; init; }

    /// <summary>Since when it fails.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>Since when it is given up.</summary>
    public DateTimeOffset? DeadSince { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What was never taken.</summary>
    public IReadOnlyList<SequenceRange> Skipped { get => field ?? []; init; }

    /// <summary>The newest 50, oldest first; empty in a list.</summary>
    public IReadOnlyList<DeliverySend> Sends { get => field ?? []; init; }

    /// <summary>What people did about it; empty in a list.</summary>
    public IReadOnlyList<AuditEntry> Timeline { get => field ?? []; init; }
}

/// <summary>Some messages of an order, both ends included.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public sealed record SequenceRange(long From, long To);

/// <summary>One try to tell.</summary>
/// <param name="At">When.</param>
/// <param name="Sequence">Which message.</param>
/// <param name="Status">Of HTTP; null where none came.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Why">Null where it was taken.</param>
public sealed record DeliverySend(DateTimeOffset At, long Sequence, int? Status, long Milliseconds, string? Why);
