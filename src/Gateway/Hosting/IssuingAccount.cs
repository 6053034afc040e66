using System.Globalization;
using Acp.Gateway.Platforms;
using Acp.Payments;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Hosting;

/// <summary>Whether this deployment can issue tokens is known at its start: nobody should learn it from a platform's complaint.</summary>
internal static partial class IssuingAccount
{
    private const string Key = "Stripe:Issuer:SecretKey (or STRIPE_ISSUER_SECRET_KEY)";

    /// <summary>Of a platform that may have tokens issued, by an account that there is not. In Development the missing key is said beside the demo.</summary>
    public static IEnumerable<string> Problems(IServiceProvider services)
    {
        if (services.GetRequiredService<IHostEnvironment>().IsDevelopment() || Platforms(services) is not { } platforms || CanIssue(services) is not false)
        {
            return [];
        }

        return platforms.Select((platform, i) => (platform, i)).Where(it => it.platform.Tokens is not null).Select(it => string.Create(
            CultureInfo.InvariantCulture,
            $"{Key} is missing, but Platforms:{it.i}:Tokens lets {it.platform.Name} have tokens issued. Set the key of the account that issues them, or take the policy out."));
    }

    public static void Warn(IServiceProvider services)
    {
        if (CanIssue(services) == false)
        {
            LogCannotIssue(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(IssuingAccount)));
        }
    }

    /// <returns>Null where it cannot be read, which has been said already.</returns>
    private static IList<PlatformOptions>? Platforms(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<IOptions<PlatformsOptions>>().Value.Platforms;
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }

    private static bool? CanIssue(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<ITokenIssuer>().IsConfigured;
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "This deployment issues no tokens: " + Key + " is missing. POST /spt answers 503 issuing_not_configured.")]
    private static partial void LogCannotIssue(ILogger log);
}
