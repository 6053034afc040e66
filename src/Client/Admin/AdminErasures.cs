using System.Text.Json.Serialization;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>What became of a wish to erase.</summary>
[JsonConverter(typeof(WordConverter<ErasureStatus>))]
public enum ErasureStatus
{
    /// <summary>A word that this client does not know.</summary>
    Unrecognized,

    /// <summary>It is done as soon as nothing stands in the way.</summary>
    Scheduled,

    /// <summary>It is done.</summary>
    Erased,
}

/// <summary>That a checkout's buyer was erased, or is to be. It names no buyer.</summary>
public sealed record Erasure
{
    /// <summary>The session's id.</summary>
    public string Session { get => field ?? string.Empty; init; }

    /// <summary>The order's id; null where none came of it.</summary>
    public string? Order { get; init; }

    /// <summary>Whether it is done.</summary>
    public ErasureStatus Status { get; init; }

    /// <summary><c>request</c>, or <c>retention</c> where the order had reached its age; a set that grows.</summary>
    public string Cause { get => field ?? string.Empty; init; }

    /// <summary>What stands in the way, such as <c>refund_open</c>; a set that grows.</summary>
    public IReadOnlyList<string> Because { get => field ?? []; init; }

    /// <summary>Whether it is erased though its goods have not arrived, as far as is known.</summary>
    public bool Overrules { get; init; }

    /// <summary>The operator's name.</summary>
    public string AskedBy { get => field ?? string.Empty; init; }

    /// <summary>When it was asked for first.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When it was done; null while it waits.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>When it is looked at next; null: no more.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>Who did what, oldest first; empty where it is one of many.</summary>
    public IReadOnlyList<AuditEntry> Timeline { get => field ?? []; init; }
}

/// <summary>What a wish to erase came to.</summary>
public sealed record Erasures
{
    /// <summary>Checkout by checkout, newest first.</summary>
    public IReadOnlyList<Erasure> Data { get => field ?? []; init; }

    /// <summary>Whether there may be more of the address than are done at once.</summary>
    public bool More { get; init; }
}
