using Acp.Store;

namespace Acp.Keys;

/// <summary>A bearer key that was made while we run. What opens the door is not in here, only its digest.</summary>
/// <param name="Id">Stands in the key's own text, so that one read finds it.</param>
/// <param name="Owner">The platform's name, or the operator's as it stands in audit trails.</param>
/// <param name="Role">Of an operator; null for a platform.</param>
/// <param name="Label">What people tell it by.</param>
/// <param name="Digest">SHA-256 of the key's text, in hex. The text holds 256 random bits, so no slow hash is needed: there is nothing to guess from.</param>
/// <param name="CreatedBy">The operator's name.</param>
/// <param name="ExpiresAt">From then on it opens nothing; null: never.</param>
public sealed record AccessKey(
    string Id, AccessKeyKind Kind, string Owner, string? Role, string Label, string Digest, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt) : Stored
{
    public const string StoreKind = "key";

    /// <summary>What the request that made it meant: a repeat means the same.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Null: none.</summary>
    public string? Replaces { get; init; }

    public string? ReplacedBy { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public string? RevokedBy { get; init; }

    /// <summary>Within a minute or two; what was lost with a process is not in it.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The key's key in the store, and the subject of its audit trail.</summary>
    public static string KeyOf(string id) => $"{StoreKind}/{id}";

    public AccessKeyStatus StatusAt(DateTimeOffset now) =>
        RevokedAt is not null ? AccessKeyStatus.Revoked
        : ExpiresAt <= now ? AccessKeyStatus.Expired
        : AccessKeyStatus.Active;
}

public enum AccessKeyKind
{
    Platform,
    Admin,
}

public enum AccessKeyStatus
{
    Active,
    Expired,
    Revoked,
}
