using System.Text.Json;

namespace Acp.Client;

/// <summary>Some of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record Page<T>
{
    /// <summary>In the list's order.</summary>
    public IReadOnlyList<T> Data { get => field ?? []; init; }

    /// <summary>Brings the next page, with the same filter; null on the last one.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>What was done or happened, for the record.</summary>
public sealed record AuditEntry
{
    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What.</summary>
    public string Event { get => field ?? string.Empty; init; }

    /// <summary>The operator's name, <c>platform:…</c>, <c>provider</c> or <c>clock</c>.</summary>
    public string By { get => field ?? string.Empty; init; }

    /// <summary>Of a form for each event.</summary>
    public JsonElement? Detail { get; init; }

    /// <summary>Never the detail.</summary>
    public override string ToString() => $"{At:O} {Event} by {By}";
}
