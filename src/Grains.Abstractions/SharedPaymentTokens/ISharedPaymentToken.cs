namespace Acp.SharedPaymentTokens;

/// <summary>
/// What can be asked of one Shared Payment Token. A session reserves, releases and uses a token inside its own
/// commit, together with its attempt; that is why no method here does.
/// </summary>
public interface ISharedPaymentToken
{
    /// <returns>Null where the token never reached us.</returns>
    ValueTask<SharedPaymentTokenView?> Retrieve();

    /// <summary>
    /// The provider let us know that something happened to the token. It is looked up; a session that holds it is made
    /// to look again, too.
    /// </summary>
    /// <param name="paymentIntent">The payment that used it, where the provider named one.</param>
    ValueTask<Heard> LookAgain(string? paymentIntent = null);

    /// <summary>
    /// Ends the token here at once, and at the provider where it was issued through us. Safe to repeat. While a session
    /// is being paid with the token nothing changes.
    /// </summary>
    /// <param name="operatorName">For the audit trail.</param>
    /// <param name="reason">1 to 500 characters, for the audit trail; null where none was given.</param>
    ValueTask<Revocation> Revoke(string operatorName, string? reason);

    /// <summary>Does what has fallen due: writes an expiry down, asks the provider again about a revocation that it has not confirmed. Safe at any time.</summary>
    ValueTask Wake();
}

/// <summary>Whether word of the provider found whom it was about.</summary>
public enum Heard
{
    /// <summary>It is written down, or changes nothing.</summary>
    Done,

    /// <summary>Nobody here knows of it, perhaps not yet.</summary>
    NobodyKnows,

    /// <summary>The provider could not be asked; to be heard again later.</summary>
    NotYet,
}

/// <summary>As the source documents name them.</summary>
public enum SharedPaymentTokenStatus
{
    Active,
    Used,
    Expired,
    Revoked,
}

/// <summary>How a token came to us.</summary>
public enum TokenOrigin
{
    /// <summary>A shopper's platform brought it to a checkout of ours.</summary>
    Granted,

    /// <summary>It was issued through us.</summary>
    Issued,
}

/// <summary>What a token may be charged with. The provider knows maxima only; an exact amount is ours to hold.</summary>
public enum AmountKind
{
    Maximum,
    Exact,
}

/// <summary>The AP2 mandates that a token rests on; each is an id of the caller's.</summary>
public sealed record MandateLinks(string? IntentId, string? CartId, string? PaymentId);

/// <param name="Session">The checkout session that holds or used the token.</param>
/// <param name="Merchant">The domain it was issued for; null for a token that was granted to us.</param>
/// <param name="Currency">ISO 4217, lower case, where the provider told us.</param>
/// <param name="Amount">The limit in minor units, where the provider told us.</param>
/// <param name="Reason">Why it was revoked, as the operator or the provider said.</param>
/// <param name="PaymentIntent">The payment that used it, where known.</param>
/// <param name="RevocationConfirmed">False while the provider has not confirmed a revocation; a use may still be heard of.</param>
/// <param name="NextAction">JSON as the provider gave it: what the shopper must do before the token can be charged.</param>
/// <param name="Agent">The provider's name for whoever granted the token.</param>
/// <param name="Risk">JSON as the provider gave it.</param>
/// <param name="Metadata">JSON object of the platform's own.</param>
public sealed record SharedPaymentTokenView(
    string Id,
    TokenOrigin Origin,
    SharedPaymentTokenStatus Status,
    string? Platform,
    string? Merchant,
    string? Session,
    string? Currency,
    long? Amount,
    AmountKind AmountKind,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? UsedAt,
    DateTimeOffset? RevokedAt,
    string? Reason,
    string? PaymentIntent,
    bool RevocationConfirmed,
    MandateLinks? Mandate,
    string? NextAction,
    string? Agent,
    string? Risk,
    string? Metadata);
