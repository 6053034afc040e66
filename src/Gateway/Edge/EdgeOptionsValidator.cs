using System.Globalization;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Edge;

/// <summary>A gateway that would believe everybody, or refuse everybody, had better not start.</summary>
internal sealed class EdgeOptionsValidator(IConfiguration configuration, IHostEnvironment environment) : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = options.TrustedProxies.SelectMany(FaultsOf).Concat(Switches(options)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(string proxy, int i)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"Gateway:TrustedProxies:{i}");
        return string.IsNullOrWhiteSpace(proxy) ? [] // Said below, where it matters.
            : !TrustedProxies.TryRead(proxy, out var network) ? [$"{at} must be an IP address or a network such as 10.42.0.0/16: where the proxies are that callers come through."]
            : network.Value.PrefixLength == 0 ? [$"{at} is every address there is: name the network of the proxies."]
            : [];
    }

    private IEnumerable<string> Switches(GatewayOptions options)
    {
        var required = options.IsHttpsRequired(environment);
        string?[] faults =
        [
            configuration.GetValue<bool>("ForwardedHeaders_Enabled")
                ? "ASPNETCORE_FORWARDEDHEADERS_ENABLED believes what anybody says of itself: leave it out and name the proxies in Gateway:TrustedProxies."
                : null,
            required && options.NamedProxies.Count == 0 && !AnswersHttps()
                ? "Gateway:RequireHttps is on (as it is everywhere but in Development), but every request would be refused: nothing here answers HTTPS, and no proxy is named that does. Name it in Gateway:TrustedProxies:0, or give Kestrel a certificate (Kestrel:Endpoints)."
                : null,
            required && configuration["Merchant:PublicUrl"]?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true
                ? "Gateway:RequireHttps is on, but Merchant:PublicUrl is http: every link that we give out would be refused."
                : null,
        ];
        return faults.OfType<string>();
    }

    // All the ways in which the server is told where to listen.
    private bool AnswersHttps() =>
        IsHttps(configuration["urls"])
        || !string.IsNullOrEmpty(configuration["https_ports"])
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any(endpoint => IsHttps(endpoint["Url"]));

    private static bool IsHttps(string? addresses) => addresses?.Contains("https:", StringComparison.OrdinalIgnoreCase) == true;
}
