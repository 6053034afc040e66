using System.Globalization;
using System.Text.RegularExpressions;
using Acp.Gateway.Edge;
using Acp.Gateway.Outside;
using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Gateway.Launching;

/// <summary>Pure: whether strangers reach the gateway, over HTTPS and in no other way.</summary>
internal static partial class PublicRules
{
    private const string Certificate = "certificate";
    private const string Renew = "Renew it, and have it renewed by itself: platforms, shoppers and the provider's webhooks turn away from one that has ended.";

    /// <summary>Renewal by itself happens weeks before.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    private static readonly TimeSpan TooSoon = TimeSpan.FromDays(3);

    /// <summary>Half a year; we say a year.</summary>
    private const long LeastPledge = 15_768_000;

    public static IEnumerable<LaunchFinding> Judge(PublicFacts facts, DateTimeOffset now) => facts.IsPublic
        ?
        [
            facts.Addresses.Count == 0 ? new Failed("public_url", $"{facts.Url.Host} has no address.", "Set its DNS record, or Merchant:PublicUrl to the name that has one.")
                : facts.Addresses.All(PublicAddresses.Contains) ? new Passed("public_url", $"{facts.Url} is a public address.")
                : new Warned("public_url", $"From here, {facts.Url.Host} leads to an address that is not public.", "See that it leads to a public one from outside, where platforms are."),
            CertificateOf(facts, now),
            Answer(facts),
            .. facts.Probe.Status is null ? [] : new[] { Pledge(facts.Probe) },
            Plain(facts),
        ]
        : [new Failed("public_url", $"Merchant:PublicUrl is {facts.Url}, where no platform can come.", "Set Merchant:PublicUrl to the https address by which platforms and shoppers reach this service."),
           new NotChecked(Certificate, "There is no public https address to look at.")];

    /// <summary>What is configured of the edge.</summary>
    public static IEnumerable<LaunchFinding> OfEdge(GatewayOptions gateway, bool isRequired)
    {
        yield return isRequired
            ? new Passed("https_required", "Whatever comes over plain HTTP is refused, but for probes.")
            : new Failed("https_required", "Plain HTTP is answered: keys and addresses of shoppers can cross the network in clear.", "Leave Gateway:RequireHttps out, or set it to true.");
        string[] wide = [.. gateway.NamedProxies.Where(IsWide)];
        yield return (gateway.NamedProxies.Count, wide.Length) switch
        {
            (0, _) => new Passed("proxies", "No proxy is trusted: callers are known by the address they come from."),
            (_, 0) => new Passed("proxies", $"Trusted proxies: {string.Join(", ", gateway.NamedProxies)}."),
            _ => new Failed("proxies", $"Gateway:TrustedProxies believes {string.Join(", ", wide)}: more than any network of proxies.", "Name the addresses of the proxies, or the smallest network that has them."),
        };
    }

    private static bool IsWide(string proxy) =>
        TrustedProxies.TryRead(proxy, out var network) && network.Value.PrefixLength < (network.Value.BaseAddress.GetAddressBytes().Length == 4 ? 8 : 32);

    private static LaunchFinding CertificateOf(PublicFacts facts, DateTimeOffset now)
    {
        if (facts.Probe.Certificate is not { } seen)
        {
            return new NotChecked(Certificate, "No certificate was shown.");
        }

        var told = string.Create(CultureInfo.InvariantCulture, $"The certificate ends at {seen.Ends.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.");
        return seen.Ends <= now ? new Failed(Certificate, $"{told} That is over.", Renew)
            : !seen.IsValid ? new Failed(Certificate, $"The certificate of {facts.Url.Host} is not valid: another name's, or of nobody who is believed.", "Install one for that name with its whole chain.")
            : seen.Ends - now <= TooSoon ? new Failed(Certificate, told, Renew)
            : seen.Ends - now <= Soon ? new Warned(Certificate, told, Renew)
            : new Passed(Certificate, told);
    }

    private static LaunchFinding Answer(PublicFacts facts) => facts.Probe switch
    {
        { Status: 200, Body: "alive\n" } => new Passed("public_answers", $"The gateway answers at {facts.Url}."),
        { Status: null, Certificate.IsValid: false } => new NotChecked("public_answers", "Without a valid certificate nothing was asked."),
        { Status: null } => new Failed("public_answers", $"Nothing answers at {facts.Url}.", "Start the gateway, and open the way to it; this check comes from outside, by its name."),
        { Status: { } status } => new Failed("public_answers", string.Create(CultureInfo.InvariantCulture, $"{facts.Url} answers {status} where the gateway would say that it is alive."), "Let the proxy pass every path on to the gateway, and see that it runs."),
    };

    private static LaunchFinding Pledge(Visit probe) => probe.Pledge is { } pledge && MaxAge().Match(pledge) is { Success: true } age && Seconds(age) >= LeastPledge
        ? new Passed("hsts", "Browsers are told to come over HTTPS only (Strict-Transport-Security).")
        : new Failed("hsts", "Strict-Transport-Security is missing, or for less than half a year: the gateway does not see that callers come over HTTPS, or the proxy takes it out.", "Have the proxy send X-Forwarded-Proto and leave the header alone, and name the proxy in Gateway:TrustedProxies.");

    private static LaunchFinding Plain(PublicFacts facts) => facts.Plain switch
    {
        { Status: null } when facts.Addresses.Count == 0 || facts.Probe.Status is null => new NotChecked("plain_http", "Nothing answers over HTTPS, so that silence over plain HTTP shows nothing."),
        { Status: null } => new Passed("plain_http", "Nothing answers over plain HTTP."),
        { Status: >= 300 and < 400, LeadsTo: { IsAbsoluteUri: true, Scheme: "https" } } => new Passed("plain_http", "Plain HTTP is led to HTTPS by what stands before the gateway."),
        { Status: 403 or 421 or 426 } => new Passed("plain_http", "Plain HTTP is refused."),
        { Status: { } status } => new Failed("plain_http", string.Create(CultureInfo.InvariantCulture, $"A call over plain HTTP is answered {status}."), "Set Gateway:RequireHttps to true (or leave it out), and let the proxy say in X-Forwarded-Proto how callers came."),
    };

    private static long Seconds(Match age) => long.TryParse(age.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    [GeneratedRegex("""max-age="?(\d+)""", RegexOptions.IgnoreCase)]
    private static partial Regex MaxAge();
}
