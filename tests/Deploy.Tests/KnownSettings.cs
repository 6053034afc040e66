using System.Text.RegularExpressions;
using Acp.CheckoutSessions;
using Acp.Deploy.Tests.Files;
using Acp.Gateway;
using Acp.Gateway.Admin;
using Acp.Gateway.Platforms;
using Acp.Payments.Stripe;
using Microsoft.Extensions.Configuration;

namespace Acp.Deploy.Tests;

/// <summary>Which settings the product has: by its own options, and where a key is read by itself, by the README's words.</summary>
internal static partial class KnownSettings
{
    private static readonly Dictionary<string, Action<IConfigurationRoot>> Sections = new()
    {
        ["Admin"] = root => root.GetSection("Admin").Get<AdminOptions>(Strictly),
        ["Checkout"] = root => root.GetSection("Checkout").Get<CheckoutOptions>(Strictly),
        ["Gateway"] = root => root.GetSection("Gateway").Get<GatewayOptions>(Strictly),
        ["Merchant"] = root => root.GetSection("Merchant").Get<MerchantOptions>(Strictly),
        ["Platforms"] = root => root.Get<PlatformsOptions>(Strictly),
        ["Stripe"] = root => root.GetSection(StripeOptions.Section).Get<StripeOptions>(Strictly),
    };

    /// <returns>What is wrong with it; null if nothing is.</returns>
    public static string? Problem(string variable, string value)
    {
        var key = variable.Replace("__", ":", StringComparison.Ordinal);
        var section = key.Split(':')[0];
        return Sections.TryGetValue(section, out var bind) ? Bound(bind, key, value)
            : section == "Cluster" ? ClusterSettings.Has(key) ? null : $"{variable} is no setting of the cluster."
            : InReadme(key) ? null
            : $"{variable} is no setting.";
    }

    private static string? Bound(Action<IConfigurationRoot> bind, string key, string value)
    {
        try
        {
            bind(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());
            return null;
        }
        catch (InvalidOperationException e)
        {
            return $"{key}: {e.Message} {e.InnerException?.Message}";
        }
    }

    private static bool InReadme(string key)
    {
        var readme = Source.Read("README.md");
        var words = Word().Matches(readme[readme.IndexOf("## Configuration", StringComparison.Ordinal)..]);
        return words.Any(word => word.Groups[1].Value == key);
    }

    private static void Strictly(BinderOptions options) => options.ErrorOnUnknownConfiguration = true;

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Word();
}
