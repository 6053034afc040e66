namespace Acp.Gateway;

/// <summary>
/// How the acquirer knows this merchant, as 3-D Secure has to name it. Configuration section
/// <c>Merchant:Authentication</c>; lengths and words are those of the protocol's <c>AuthenticationMetadata</c>.
/// </summary>
public sealed class MerchantAuthentication
{
    /// <summary>The acquirer's BIN at the directory server, at most 11 characters.</summary>
    public string AcquirerBin { get; set; } = string.Empty;

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string AcquirerCountry { get; set; } = string.Empty;

    /// <summary>Given by the acquirer, at most 35 characters.</summary>
    public string AcquirerMerchantId { get; set; } = string.Empty;

    /// <summary>As the acquirer writes it, at most 40 characters.</summary>
    public string MerchantName { get; set; } = string.Empty;

    /// <summary>Where the directory server asks for one, at most 35 characters.</summary>
    public string? RequestorId { get; set; }

    /// <summary>One of <see cref="DirectoryServers"/>.</summary>
    public string DirectoryServer { get; set; } = string.Empty;

    /// <summary>One of <see cref="FlowPreferences"/>, which the issuer may overrule; null: none.</summary>
    public string? FlowPreference { get; set; }

    internal static IReadOnlyList<string> DirectoryServers { get; } = ["american_express", "mastercard", "visa"];

    /// <summary>The flow, and after a colon its kind.</summary>
    internal static IReadOnlyList<string> FlowPreferences { get; } =
        ["challenge", "challenge:mandated", "challenge:preferred", "frictionless", "frictionless:low_risk"];
}
