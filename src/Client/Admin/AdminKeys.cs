using System.Text.Json.Serialization;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Whose key it is.</summary>
[JsonConverter(typeof(WordConverter<AccessKeyKind>))]
public enum AccessKeyKind
{
    /// <summary>A word that this client does not know.</summary>
    Unrecognized,

    /// <summary>A platform's.</summary>
    Platform,

    /// <summary>An operator's.</summary>
    Admin,
}

/// <summary>Where a key stands.</summary>
[JsonConverter(typeof(WordConverter<AccessKeyStatus>))]
public enum AccessKeyStatus
{
    /// <summary>A word that this client does not know.</summary>
    Unrecognized,

    /// <summary>It opens what it is for.</summary>
    Active,

    /// <summary>Its time has passed.</summary>
    Expired,

    /// <summary>Somebody ended it.</summary>
    Revoked,
}

/// <summary>A key that was made at the gateway, without its text.</summary>
public record AccessKey
{
    /// <summary>Names it; it is no secret.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public AccessKeyKind Kind { get; init; }

    /// <summary>The platform, or the operator as the audit trails name them.</summary>
    public string Owner { get => field ?? string.Empty; init; }

    /// <summary>Of an operator's: <c>read</c>, <c>support</c> or <c>owner</c>.</summary>
    public string? Role { get; init; }

    /// <summary>For people.</summary>
    public string Label { get => field ?? string.Empty; init; }

    /// <summary>Where it stands.</summary>
    public AccessKeyStatus Status { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public string CreatedBy { get => field ?? string.Empty; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Within two minutes.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was ended.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who ended it.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>The key before it.</summary>
    public string? Replaces { get; init; }

    /// <summary>The key after it.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>What happened to it; in a look at one only.</summary>
    public IReadOnlyList<AuditEntry> Timeline { get => field ?? []; init; }

    /// <summary>Never its text.</summary>
    public sealed override string ToString() => $"key {Id} of {Owner}: {Status}";
}

/// <summary>A key that was just made. Nobody can tell its text again.</summary>
public sealed record AccessKeyMade : AccessKey
{
    /// <summary>The bearer key itself.</summary>
    public required string Key { get; init; }

    /// <summary>When the key that it replaces opens nothing any more.</summary>
    public DateTimeOffset? ReplacedEndsAt { get; init; }
}

/// <summary>A key that is to be made.</summary>
public sealed record AccessKeyWish
{
    /// <summary>Whose it is to be.</summary>
    public required AccessKeyKind Kind { get; init; }

    /// <summary>A configured platform's name, or an operator's.</summary>
    public required string Owner { get; init; }

    /// <summary>Of an operator's, which must have one: <c>read</c>, <c>support</c> or <c>owner</c>.</summary>
    public string? Role { get; init; }

    /// <summary>For people.</summary>
    public string? Label { get; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>For the record; 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}

/// <summary>A key that is to have a successor.</summary>
public sealed record AccessKeyRotation
{
    /// <summary>How long the old key goes on; a day where it is left out.</summary>
    public long? OverlapSeconds { get; init; }

    /// <summary>Of the new key; it lives as long as the old one was made for where it is left out.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>For the record; 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}
