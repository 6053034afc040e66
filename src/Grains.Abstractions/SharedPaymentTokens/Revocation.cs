namespace Acp.SharedPaymentTokens;

/// <summary>What became of an operator's wish to revoke a token. The private constructor closes the hierarchy.</summary>
public abstract record Revocation
{
    private Revocation() { }

    public sealed record NotFound : Revocation;

    /// <summary>It is revoked, now or since before; whether the provider has confirmed it the view says.</summary>
    public sealed record Revoked(SharedPaymentTokenView Token) : Revocation;

    /// <summary>It was used before, and cannot be revoked any more.</summary>
    public sealed record AlreadyUsed(string? PaymentIntent) : Revocation;

    /// <summary>A session is being paid with it; nothing changed. Ask again once that is settled.</summary>
    public sealed record InUse(string Session) : Revocation;

    /// <summary>The store did not answer; it may or may not have changed.</summary>
    public sealed record StoreUnavailable : Revocation;
}
