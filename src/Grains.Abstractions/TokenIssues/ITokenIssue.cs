using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

namespace Acp.TokenIssues;

/// <summary>
/// One wish of a platform to have a token issued, under one idempotency key: however often it is sent, one token. Its id
/// follows from platform, path and key, so that repeats meet at one grain.
/// </summary>
public interface ITokenIssue
{
    /// <summary>Issues the token at the provider, once the merchant and the platform's policy allow it.</summary>
    /// <param name="call">Brings a key, always.</param>
    ValueTask<Answer> Issue(Call call, IssueToken request);

    /// <summary>Settles an issue of unknown outcome. Called by the due loop, safe at any time.</summary>
    ValueTask Wake();

    /// <summary>The provider let us know of a token that carries this issue's id: it is looked up, and if it is ours, written down.</summary>
    ValueTask<Heard> LookAgain(string token);
}

/// <param name="Merchant">Its domain, lower case.</param>
/// <param name="Amount">Minor units, above 0.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="Lifetime">Null: the configured default.</param>
/// <param name="PaymentMethod">The provider's id of the shopper's saved method.</param>
/// <param name="ReturnUrl">Where the shopper comes back to after an authentication; null where the provider needs none.</param>
/// <param name="Metadata">JSON object of strings; the platform's own.</param>
public sealed record IssueToken(
    string Merchant,
    long Amount,
    AmountKind AmountKind,
    string Currency,
    TimeSpan? Lifetime,
    string PaymentMethod,
    string? ReturnUrl,
    MandateLinks? Mandate,
    string? Metadata);
