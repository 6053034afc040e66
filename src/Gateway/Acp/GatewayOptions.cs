using System.ComponentModel.DataAnnotations;

namespace Acp.Gateway;

/// <summary>Limits of the HTTP surface. Configuration section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>Bytes. A full cart with every optional member is below 64 KiB; at most 16 MiB, since it is held in memory.</summary>
    [Range(1_024, 16 * 1_024 * 1_024, ErrorMessage = "Gateway:MaxBodyBytes must be 1024 to 16777216.")]
    public int MaxBodyBytes { get; set; } = 256 * 1_024;

    /// <summary>
    /// How far a signed request's Timestamp may be from our clock, either way. Within it somebody who has both a platform's
    /// bearer key and one of its signed requests can repeat that request, so it is minutes at most.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:15:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true, ErrorMessage = "Gateway:SignatureSkew must be 00:00:01 to 00:15:00.")]
    public TimeSpan SignatureSkew { get; set; } = TimeSpan.FromMinutes(5);
}
