using System.Text.Json.Serialization;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>What is needed to run 3-D Secure for a payment.</summary>
public sealed record AuthenticationMetadata
{
    /// <summary>The merchant's bank.</summary>
    public AcquirerDetails? AcquirerDetails { get; init; }

    /// <summary>Such as <c>visa</c>.</summary>
    public string? DirectoryServer { get; init; }
}

/// <summary>The merchant's bank, as 3-D Secure names it.</summary>
public sealed record AcquirerDetails
{
    /// <summary>Bank identification number.</summary>
    public string? AcquirerBin { get; init; }

    /// <summary>ISO 3166-1, two letters.</summary>
    public string? AcquirerCountry { get; init; }

    /// <summary>The merchant's id at its bank.</summary>
    public string? AcquirerMerchantId { get; init; }

    /// <summary>As shoppers see it.</summary>
    public string? MerchantName { get; init; }

    /// <summary>Of the 3-D Secure requestor.</summary>
    public string? RequestorId { get; init; }
}

/// <summary>How an authentication ended.</summary>
[JsonConverter(typeof(WordConverter<AuthenticationOutcome>))]
public enum AuthenticationOutcome
{
    /// <summary>No word of the protocol; never sent.</summary>
    Unrecognized,

    /// <summary>The shopper left.</summary>
    Abandoned,

    /// <summary>The issuer was not there, and says that it was tried.</summary>
    AttemptAcknowledged,

    /// <summary>It is the shopper.</summary>
    Authenticated,

    /// <summary>The shopper canceled.</summary>
    Canceled,

    /// <summary>It is not the shopper.</summary>
    Denied,

    /// <summary>For information only.</summary>
    Informational,

    /// <summary>It failed on the way.</summary>
    InternalError,

    /// <summary>The card knows no 3-D Secure.</summary>
    NotSupported,

    /// <summary>It failed on the way.</summary>
    ProcessingError,

    /// <summary>The issuer will not have it.</summary>
    Rejected,
}

/// <summary>How the authentication ended that a session asked for.</summary>
/// <param name="Outcome">One of the protocol's words.</param>
/// <param name="OutcomeDetails">The proof, where there is one.</param>
public sealed record AuthenticationResult(AuthenticationOutcome Outcome, AuthenticationProof? OutcomeDetails = null)
{
    /// <summary>Never the proof.</summary>
    public override string ToString() => $"authentication: {Outcome}";
}

/// <summary>What shows an issuer that its shopper was authenticated.</summary>
public sealed record AuthenticationProof
{
    /// <summary>Base64, 28 characters.</summary>
    [JsonPropertyName("three_ds_cryptogram")]
    public required string ThreeDsCryptogram { get; init; }

    /// <summary>Two digits.</summary>
    public required string ElectronicCommerceIndicator { get; init; }

    /// <summary>The directory server's.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Of 3-D Secure, such as <c>2.2.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Never the proof.</summary>
    public override string ToString() => "(proof)";
}
