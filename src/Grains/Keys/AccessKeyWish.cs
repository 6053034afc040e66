namespace Acp.Keys;

/// <summary>Who wants something of a key, and why: both stand in its audit trail.</summary>
/// <param name="By">The operator's name.</param>
/// <param name="IdempotencyKey">Under which a repeat is known.</param>
/// <param name="Fingerprint">Of the request's meaning.</param>
public sealed record AccessKeyCall(string By, string Reason, string IdempotencyKey, string Fingerprint);

/// <param name="Role">Of an operator; null for a platform.</param>
/// <param name="ExpiresAt">Null: never.</param>
public sealed record AccessKeyWish(AccessKeyKind Kind, string Owner, string? Role, string Label, DateTimeOffset? ExpiresAt);

/// <param name="Overlap">How long the old key goes on.</param>
/// <param name="ExpiresAt">Of the new one; null: it lives as long as the old one was made for.</param>
public sealed record RotationWish(TimeSpan Overlap, DateTimeOffset? ExpiresAt);
