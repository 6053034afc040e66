namespace Acp.CheckoutSessions;

/// <summary>How a 3-D Secure challenge ended, in the newest vocabulary; older ones are mapped to it.</summary>
public enum AuthenticationOutcome
{
    Authenticated,
    AttemptAcknowledged,
    Informational,
    Abandoned,
    Canceled,
    Denied,
    InternalError,
    NotSupported,
    ProcessingError,
    Rejected,
}

/// <param name="Proof">What the card issuer is shown; null where the outcome has none, or the agent's version lets it be left out.</param>
public sealed record AuthenticationResult(AuthenticationOutcome Outcome, AuthenticationProof? Proof)
{
    /// <summary>Whether the card may be charged after it. Any other outcome must never become an order.</summary>
    public bool Permits => Outcome is AuthenticationOutcome.Authenticated
        or AuthenticationOutcome.AttemptAcknowledged
        or AuthenticationOutcome.Informational;
}

/// <summary>Never logged, never shown again.</summary>
/// <param name="Cryptogram">Base64: CAVV, AAV or AEVV.</param>
/// <param name="ElectronicCommerceIndicator">Such as <c>05</c>.</param>
/// <param name="TransactionId">The directory server's.</param>
/// <param name="Version">Of 3-D Secure, such as <c>2.2.0</c>.</param>
public sealed record AuthenticationProof(string Cryptogram, string ElectronicCommerceIndicator, string TransactionId, string Version)
{
    // The record's default would print the cryptogram into a log or an exception.
    public override string ToString() => $"a proof of 3-D Secure {Version}";
}
