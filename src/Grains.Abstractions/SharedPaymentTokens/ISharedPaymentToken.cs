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
    /// to look again, too. A token that never reached us is left alone.
    /// </summary>
    ValueTask LookAgain();
}

/// <summary>As the source documents name them.</summary>
public enum SharedPaymentTokenStatus
{
    Active,
    Used,
    Expired,
    Revoked,
}

/// <param name="Session">The checkout session that holds or used the token.</param>
/// <param name="Currency">ISO 4217, lower case, where the provider told us.</param>
/// <param name="MaxAmount">Minor units, where the provider told us.</param>
public sealed record SharedPaymentTokenView(
    string Id,
    SharedPaymentTokenStatus Status,
    string? Session,
    string? Currency,
    long? MaxAmount,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? UsedAt);
