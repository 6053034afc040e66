using System.Collections.Immutable;

namespace Acp.SharedPaymentTokens;

/// <summary>What is listed of a token. Written in the same commit as its state, never read back by an actor.</summary>
/// <param name="Platform">Who had it issued, or in whose session it reached us.</param>
/// <param name="Merchant">The domain it was issued for; null for a token that was granted to us.</param>
/// <param name="Session">The checkout session that holds or used it.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="Amount">The limit in minor units; null where the provider sets none.</param>
/// <param name="EndedAt">When it was used, revoked or found to have expired; null while it is active.</param>
public sealed record TokenRow(
    string Id,
    TokenOrigin Origin,
    SharedPaymentTokenStatus Status,
    string? Platform,
    string? Merchant,
    string? Session,
    string? Currency,
    long? Amount,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? EndedAt);

/// <summary>Every member that is given must hold.</summary>
public sealed record TokenFilter
{
    public SharedPaymentTokenStatus? Status { get; init; }

    public TokenOrigin? Origin { get; init; }

    public string? Platform { get; init; }

    public string? Merchant { get; init; }

    public string? Session { get; init; }

    public string? Currency { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Minor units, inclusive.</summary>
    public long? AmountFrom { get; init; }

    /// <summary>Minor units, inclusive.</summary>
    public long? AmountTo { get; init; }
}

/// <summary>Where a page ended.</summary>
public sealed record TokenPlace(DateTimeOffset CreatedAt, string Id);

/// <param name="Tallies">By name; what is not there is 0.</param>
/// <param name="Overdue">Written down as active, but past their time.</param>
public sealed record TokenCount(IReadOnlyDictionary<string, long> Tallies, ImmutableList<OverdueTokens> Overdue);

/// <param name="Amount">Minor units, the sum of what has a limit.</param>
public sealed record OverdueTokens(TokenOrigin Origin, string? Currency, long Count, long Amount);
