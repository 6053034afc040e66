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

    /// <summary>Whose request it was; null where nobody's is on record.</summary>
    public StoryRequest? Request { get; init; }

    /// <summary>Null where it was no call to the payment provider.</summary>
    public StoryCall? Call { get; init; }

    /// <summary>Never what it says.</summary>
    public override string ToString() => $"{At:O} {Kind} by {By}: {State}";
}

/// <summary>A platform's request. An id or key that was long, or not made of an id's letters, is told as <c>sha256:</c> and 16 hex digits of its digest.</summary>
public sealed record StoryRequest
{
    /// <summary>What was asked, such as <c>complete</c>; null where that was not kept.</summary>
    public string? On { get; init; }

    /// <summary>Its <c>Request-Id</c>.</summary>
    public string? Id { get; init; }

    /// <summary>Its <c>Idempotency-Key</c>.</summary>
    public string? Key { get; init; }

    /// <summary>Its <c>API-Version</c>.</summary>
    public string Version { get => field ?? string.Empty; init; }

    /// <summary>Of the reply; null where there was none yet.</summary>
    public int? Status { get; init; }

    /// <summary>It waited for the end of another's charge.</summary>
    public bool Joined { get; init; }
}

/// <summary>A call to the payment provider.</summary>
public sealed record StoryCall
{
    /// <summary>Such as <c>charge</c> or <c>look_up_intent</c>; a set that grows.</summary>
    public string Operation { get => field ?? string.Empty; init; }

    /// <summary>Of HTTP; null where no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>The provider's own id of the call.</summary>
    public string? Id { get; init; }

    /// <summary>The attempt that was sent; null where it was a look.</summary>
    public int? Attempt { get; init; }

    /// <summary>Which send of it, from 1.</summary>
    public int? Send { get; init; }

    /// <summary>The provider had kept the answer from an earlier send.</summary>
    public bool Replayed { get; init; }
}
