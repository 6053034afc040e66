using System.ComponentModel.DataAnnotations;

namespace Acp.Gateway;

/// <summary>Limits of the HTTP surface. Configuration section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    internal const int LargestBody = 16 * 1_024 * 1_024;

    /// <summary>Bytes. A full cart with every optional member is below 64 KiB; at most 16 MiB, since it is held in memory.</summary>
    [Range(1_024, LargestBody, ErrorMessage = "Gateway:MaxBodyBytes must be 1024 to 16777216.")]
    public int MaxBodyBytes { get; set; } = 256 * 1_024;

    /// <summary>
    /// How far a signed request's Timestamp may be from our clock, either way. Within it somebody who has both a platform's
    /// bearer key and one of its signed requests can repeat that request, so it is minutes at most.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:15:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true, ErrorMessage = "Gateway:SignatureSkew must be 00:00:01 to 00:15:00.")]
    public TimeSpan SignatureSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether what comes over plain HTTP is refused; null: everywhere but in Development. Probes never are.</summary>
    public bool? RequireHttps { get; set; }

    /// <summary>IP addresses or networks of the proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; without any, nobody's are.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>How many proxies in a row a request may have come through: more entries than that are not read.</summary>
    [Range(1, 10, ErrorMessage = "Gateway:ProxyHops must be 1 to 10.")]
    public int ProxyHops { get; set; } = 1;

    /// <summary>How many wrong keys an address may send before further ones are answered 429: a forgotten rotation is noticed by then.</summary>
    [Range(1, 10_000, ErrorMessage = "Gateway:WrongKeysPerMinute must be 1 to 10000.")]
    public int WrongKeysPerMinute { get; set; } = 20;

    /// <summary>How many of the pages for shoppers an address is shown, ten times as many at once.</summary>
    [Range(1, 10_000, ErrorMessage = "Gateway:PagesPerSecond must be 1 to 10000.")]
    public int PagesPerSecond { get; set; } = 20;

    /// <summary>Without those that a deployment has left empty.</summary>
    internal IReadOnlyList<string> NamedProxies => [.. TrustedProxies.Where(proxy => !string.IsNullOrWhiteSpace(proxy))];

    internal bool IsHttpsRequired(IHostEnvironment environment) => RequireHttps ?? !environment.IsDevelopment();
}
