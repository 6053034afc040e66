using System.Text.Json.Serialization;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>What became of a notice of the payment provider.</summary>
[JsonConverter(typeof(WordConverter<EventStatus>))]
public enum EventStatus
{
    /// <summary>A word that this client does not know.</summary>
    Unrecognized,

    /// <summary>Somebody still has to be told.</summary>
    Waiting,

    /// <summary>Whom it is about was told.</summary>
    Treated,

    /// <summary>Nobody waits for its type.</summary>
    Kept,

    /// <summary>It bears the gateway's mark, and what it names never came.</summary>
    Orphaned,

    /// <summary>Given up, until it is retried.</summary>
    Dead,
}

/// <summary>A notice of the payment provider.</summary>
public sealed record ProviderEvent
{
    /// <summary>The provider's.</summary>
    public required string Id { get; init; }

    /// <summary>The provider's word.</summary>
    public string Type { get => field ?? string.Empty; init; }

    /// <summary>What it is about, such as <c>payment</c> or <c>refund</c>; a set that grows.</summary>
    public string Subject { get => field ?? string.Empty; init; }

    /// <summary>What became of it.</summary>
    public EventStatus Status { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; init; }

    /// <summary>What stood in its way last.</summary>
    public string? Why { get; init; }

    /// <summary>At the provider.</summary>
    public DateTimeOffset HappenedAt { get; init; }

    /// <summary>Here.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>The session it is about.</summary>
    public string? Session { get; init; }

    /// <summary>The issue it is about.</summary>
    public string? Issue { get; init; }

    /// <summary>The token it is about.</summary>
    public PaymentToken? Token { get; init; }

    /// <summary>The payment it is about.</summary>
    public string? PaymentIntent { get; init; }

    /// <summary>All that was tried; empty in a list.</summary>
    public IReadOnlyList<AuditEntry> Timeline { get => field ?? []; init; }
}
