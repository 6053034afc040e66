namespace Acp.Payments;

/// <summary>
/// The payment processor as the issuer of tokens: another account than the one that charges them. Every answer is one of
/// the closed sets below; an adapter never throws for what the network or the processor does.
/// </summary>
public interface ITokenIssuer
{
    /// <summary>False where no issuing account is configured: then nothing can be issued or revoked at the processor.</summary>
    bool IsConfigured { get; }

    /// <summary>The bytes that will be sent, now and at every repeat. Pure: committed before the first byte leaves.</summary>
    FrozenRequest Freeze(IssueOrder order);

    /// <summary>Sends the frozen request under its key, once. The caller has committed this very send before.</summary>
    /// <param name="providerKey"><c>acp:{issue}:{number}</c>: the same at every repeat.</param>
    /// <param name="notAfter">Read again as the last thing before the first byte leaves; from then on it is <see cref="IssueAnswer.NotExecuted"/>.</param>
    ValueTask<IssueAnswer> Issue(string providerKey, FrozenRequest request, DateTimeOffset notAfter);

    /// <summary>What the processor says of a token that this account issued.</summary>
    ValueTask<IssuedLookup> LookUpIssued(string token);

    /// <summary>Ends a token. Safe to repeat: the processor ends it once.</summary>
    ValueTask<RevokeAnswer> Revoke(string token, string providerKey);
}

/// <param name="Issue">Our id; travels in the token's metadata, which its events carry.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="IsExact">Travels in the token's metadata: the processor itself knows maxima only.</param>
/// <param name="MerchantProfile">The seller's name at the processor, as an administrator bound it.</param>
/// <param name="MerchantDomain">Travels to the processor as the seller's external id.</param>
public sealed record IssueOrder(
    string Issue,
    string Platform,
    string PaymentMethod,
    long Amount,
    string Currency,
    bool IsExact,
    DateTimeOffset ExpiresAt,
    string MerchantProfile,
    string MerchantDomain,
    string? ReturnUrl);

/// <summary>A token as its issuer sees it.</summary>
/// <param name="NextAction">JSON as the processor gave it: what the shopper must do first; null where nothing.</param>
/// <param name="Issue">The issue of ours that its metadata names; null where none.</param>
public sealed record IssuedFacts(string Token, TokenFacts Facts, DateTimeOffset CreatedAt, string? NextAction, string? Issue);

/// <summary>The private constructor closes the hierarchy.</summary>
public abstract record IssueAnswer
{
    private IssueAnswer() { }

    public sealed record Issued(IssuedFacts Token) : IssueAnswer;

    /// <summary>402: no token of this key exists, on whichever send. It is kept under the key like a success.</summary>
    /// <param name="Reason">The provider's reason as text for people; free of ids.</param>
    public sealed record Declined(string Reason) : IssueAnswer;

    /// <summary>400 or 404 about the method, the seller or the limits: if this was the only send, no token exists.</summary>
    /// <param name="Reason">As text for people; free of ids.</param>
    public sealed record Refused(string Reason) : IssueAnswer;

    /// <summary>401, 403, 429, no connection before the first byte, or not sent at all: not carried out, if this was the only send.</summary>
    public sealed record NotExecuted : IssueAnswer;

    /// <summary>It may or may not have been carried out.</summary>
    public sealed record Unknown(string Cause) : IssueAnswer;
}

/// <summary>The private constructor closes the hierarchy.</summary>
public abstract record IssuedLookup
{
    private IssuedLookup() { }

    public sealed record Found(IssuedFacts Token) : IssuedLookup;

    /// <summary>No token of this account.</summary>
    public sealed record Unknown : IssuedLookup;

    /// <summary>The processor did not answer; nothing was decided.</summary>
    public sealed record NotAnswered : IssuedLookup;
}

/// <summary>The private constructor closes the hierarchy.</summary>
public abstract record RevokeAnswer
{
    private RevokeAnswer() { }

    /// <summary>It can no longer be charged; why, the facts say, and it need not be this revocation.</summary>
    public sealed record Ended(IssuedFacts Token) : RevokeAnswer;

    /// <summary>No token of this account.</summary>
    public sealed record Unknown : RevokeAnswer;

    /// <summary>The processor did not say: ask again.</summary>
    public sealed record NotAnswered : RevokeAnswer;
}
