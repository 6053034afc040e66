using System.Text.Json;

namespace Acp.Client;

/// <summary>One checkout's whole life: what happened to its session, tokens and order, what the provider told of it, and every message out.</summary>
public sealed record CheckoutStory
{
    /// <summary>The session's id.</summary>
    public required string Session { get; init; }

    /// <summary>Only its order is kept.</summary>
    public bool Forgotten { get; init; }

    /// <summary>Whose it is.</summary>
    public string Platform { get => field ?? string.Empty; init; }

    /// <summary>Where it stands, in the gateway's own words.</summary>
    public string Status { get => field ?? string.Empty; init; }

    /// <summary>The order's id.</summary>
    public string? Order { get; init; }

    /// <summary>For people.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Minor units.</summary>
    public long Total { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public string Currency { get => field ?? string.Empty; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>There is more, older than the newest 2,000.</summary>
    public bool Cut { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<StoryEntry> Story { get => field ?? []; init; }

    /// <summary>Never what happened.</summary>
    public override string ToString() => $"{Session}: {Status}";
}

/// <summary>Something that happened.</summary>
public sealed record StoryEntry
{
    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Such as <c>payment</c> or <c>refund</c>; a set that grows.</summary>
    public string Kind { get => field ?? string.Empty; init; }

    /// <summary>One sentence for people.</summary>
    public string What { get => field ?? string.Empty; init; }

    /// <summary>Who did it.</summary>
    public string By { get => field ?? string.Empty; init; }

    /// <summary>Of a form for each kind.</summary>
    public JsonElement? Detail { get; init; }

    /// <summary><c>ok</c>; <c>warning</c>: it was refused, or its outcome is still to come; <c>error</c>: a person has to look.</summary>
    public string State { get => field ?? string.Empty; init; }

    /// <summary>Never what it says.</summary>
    public override string ToString() => $"{At:O} {Kind} by {By}: {State}";
}
