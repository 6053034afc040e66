using System.Text.Json;
using System.Text.Json.Serialization;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Where a payment token stands.</summary>
[JsonConverter(typeof(WordConverter<TokenStatus>))]
public enum TokenStatus
{
    /// <summary>A word that this client does not know.</summary>
    Unrecognized,

    /// <summary>It can be spent.</summary>
    Active,

    /// <summary>It was spent.</summary>
    Used,

    /// <summary>Its time has passed.</summary>
    Expired,

    /// <summary>It was taken back.</summary>
    Revoked,
}

/// <summary>Whether a token is good up to an amount, or for exactly that.</summary>
[JsonConverter(typeof(WordConverter<AmountType>))]
public enum AmountType
{
    /// <summary>A word that this client does not know.</summary>
    Unrecognized,

    /// <summary>Up to.</summary>
    Maximum,

    /// <summary>Exactly.</summary>
    Exact,
}

/// <summary>A token that is to be issued.</summary>
public sealed record IssueToken
{
    /// <summary>Of a registered and verified merchant.</summary>
    public required string MerchantDomain { get; init; }

    /// <summary>Minor units: 4999 is 49.99 USD.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO 4217, any case.</summary>
    public required string Currency { get; init; }

    /// <summary>The provider's id of the shopper's saved method.</summary>
    public required string PaymentMethod { get; init; }

    /// <summary>Up to the amount where it is left out.</summary>
    public AmountType? AmountType { get; init; }

    /// <summary>Seconds; the server's own where it is left out.</summary>
    public long? ExpiresIn { get; init; }

    /// <summary>Where the shopper comes back to, if the provider sends him away.</summary>
    public Uri? ReturnUrl { get; init; }

    /// <summary>The mandates it rests on.</summary>
    public Mandate? Mandate { get; init; }

    /// <summary>The platform's own.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Never the shopper's method or metadata.</summary>
    public override string ToString() => $"issue: {Amount} {Currency} for {MerchantDomain}";
}

/// <summary>The AP2 mandates a token rests on.</summary>
/// <param name="IntentId">Of the intent.</param>
/// <param name="CartId">Of the cart.</param>
/// <param name="PaymentId">Of the payment.</param>
public sealed record Mandate(string? IntentId = null, string? CartId = null, string? PaymentId = null);

/// <summary>A token of the platform's, and what became of it.</summary>
public sealed record IssuedToken
{
    /// <summary>The token itself.</summary>
    public required PaymentToken Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required TokenStatus Status { get; init; }

    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }

    /// <summary>What the amount means.</summary>
    public AmountType AmountType { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public string? Currency { get; init; }

    /// <summary>Whom it is good for.</summary>
    public string? MerchantDomain { get; init; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when it can be spent.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was spent.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>When it was taken back.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it was taken back.</summary>
    public string? Reason { get; init; }

    /// <summary>The payment that spent it.</summary>
    public string? PaymentIntent { get; init; }

    /// <summary>The mandates it rests on.</summary>
    public Mandate? Mandate { get; init; }

    /// <summary>The platform's own.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>As the provider gave it: what the shopper must do before it can be spent.</summary>
    public JsonElement? NextAction { get; init; }

    /// <summary>Never the token.</summary>
    public override string ToString() => $"token: {Status}, {Amount} {Currency}";
}
