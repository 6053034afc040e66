using Acp.Store;

namespace Acp.Merchants;

/// <summary>A merchant for whom tokens may be issued.</summary>
/// <param name="Domain">Lower case, without a port.</param>
/// <param name="Profile">Its name at the payment provider, as an administrator bound it.</param>
/// <param name="VerifiedAt">When its domain last answered as a merchant of the protocol.</param>
public sealed record Merchant(
    string Domain, string Profile, MerchantStatus Status, DateTimeOffset RegisteredAt, DateTimeOffset? VerifiedAt) : Stored
{
    /// <summary>The merchant's key in the store, and the subject of its audit trail.</summary>
    public static string KeyOf(string domain) => $"merchant/{domain}";
}

public enum MerchantStatus
{
    Registered,
    Verified,
    Suspended,
}
