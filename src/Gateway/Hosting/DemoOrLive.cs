using Acp.Gateway.Admin;
using Acp.Gateway.Keys;
using Acp.Gateway.Platforms;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Hosting;

/// <summary>Demo settings are published in this repository, and live keys move money: the two never meet.</summary>
internal static class DemoOrLive
{
    /// <summary>How every key in <c>appsettings.Development.json</c> begins.</summary>
    private const string DemoPrefix = "demo_";

    /// <summary>Those that are there, which their hashes would hide.</summary>
    private static readonly string[] DemoKeys = [DemoPrefix + "platform_key", DemoPrefix + "admin_key"];

    public static IEnumerable<string> Problems(IServiceProvider services)
    {
        var isDevelopment = services.GetRequiredService<IHostEnvironment>().IsDevelopment();
        var configuration = services.GetRequiredService<IConfiguration>();
        if (isDevelopment && configuration["Stripe:SecretKey"]?.Contains("_live_", StringComparison.Ordinal) == true)
        {
            yield return "Stripe:SecretKey (or STRIPE_SECRET_KEY) is a live key, but this is Development with its published demo keys. Set ASPNETCORE_ENVIRONMENT=Production, or use a test key.";
        }

        if (isDevelopment && configuration["Stripe:Issuer:SecretKey"]?.Contains("_live_", StringComparison.Ordinal) == true)
        {
            yield return "Stripe:Issuer:SecretKey (or STRIPE_ISSUER_SECRET_KEY) is a live key, but this is Development with its published demo keys. Set ASPNETCORE_ENVIRONMENT=Production, or use a test key.";
        }

        if (!isDevelopment && configuration["Store"] == "memory:")
        {
            yield return "Store is memory:, which forgets every charge at a restart. It is for Development only.";
        }

        foreach (var problem in Keys(services, isDevelopment))
        {
            yield return problem;
        }
    }

    /// <returns>Null where the keys cannot be read, which is told elsewhere.</returns>
    public static bool? HasPublishedKeys(IServiceProvider services) =>
        Readable<PlatformsOptions>(services) is { } platforms && Readable<AdminOptions>(services) is { } admin
            ? platforms.Platforms.SelectMany(platform => platform.ApiKeys).Concat(admin.Keys.Select(key => key.Key)).Any(IsPublished)
            : null;

    private static IEnumerable<string> Keys(IServiceProvider services, bool isDevelopment)
    {
        if (Readable<PlatformsOptions>(services) is not { } platforms || Readable<AdminOptions>(services) is not { } admin)
        {
            return []; // Said already.
        }

        var platformKeys = platforms.Platforms.SelectMany(platform => platform.ApiKeys).ToArray();
        var adminKeys = admin.Keys.Select(key => key.Key).ToArray();
        var published = platformKeys.Concat(adminKeys).Any(IsPublished);
        string?[] problems =
        [
            !isDevelopment && published ? $"A key under Platforms or Admin begins with {DemoPrefix}: such keys are published, and accepted in Development only." : null,
            platformKeys.Select(Digest).Intersect(adminKeys.Select(Digest)).Any() ? "Admin:Keys names a key of a platform: whoever may sell would see behind the scenes." : null,
        ];
        return problems.OfType<string>();
    }

    private static bool IsPublished(string key) =>
        key.StartsWith(DemoPrefix, StringComparison.Ordinal) || DemoKeys.Select(Digest).Contains(Digest(key));

    private static string Digest(string key) => Convert.ToHexString(ConfiguredKey.DigestOf(key));

    // Asking for the options alone may fail: what judges the platforms' needs the merchant's.
    private static T? Readable<T>(IServiceProvider services)
        where T : class
    {
        try
        {
            return services.GetRequiredService<IOptions<T>>().Value;
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }
}
