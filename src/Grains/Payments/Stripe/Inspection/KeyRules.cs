using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Payments.Stripe;

/// <summary>Pure: whether the keys are those of real money, and go to Stripe.</summary>
internal static class KeyRules
{
    public const string SetLiveKey = "Set Stripe:SecretKey (or STRIPE_SECRET_KEY) to the live key, sk_live_… or, restricted, rk_live_….";

    private static readonly Uri StripesOwn = new("https://api.stripe.com");

    public static IEnumerable<LaunchFinding> Judge(StripeOptions options)
    {
        yield return Key("stripe_key", "Stripe:SecretKey", options.SecretKey, SetLiveKey);
        if (options.Issuer.SecretKey is { Length: > 0 } issuer)
        {
            yield return Key(
                "stripe_issuer_key", "Stripe:Issuer:SecretKey", issuer, "Set Stripe:Issuer:SecretKey (or STRIPE_ISSUER_SECRET_KEY) to the live key of the account that issues tokens.");
        }

        yield return options.ApiBase == StripesOwn
            ? new Passed("stripe_address", "Calls go to Stripe's own address.")
            : new Failed("stripe_address", $"Calls go to {options.ApiBase.Authority}, which is not Stripe.", "Leave Stripe:ApiBase and STRIPE_API_BASE out.");
    }

    private static LaunchFinding Key(string item, string name, string key, string mend) =>
        IsLive(key) ? new Passed(item, $"{name} is a live key{(IsRestricted(key) ? ", and restricted" : "")}.")
        : IsOf("test", key) ? new Failed(item, $"{name} is a test key: no money moves.", mend)
        : new Failed(item, $"{name} is neither a live nor a test key of Stripe's form.", mend);

    /// <summary>By its beginning: what comes behind it is chance.</summary>
    public static bool IsLive(string key) => IsOf("live", key);

    public static bool IsRestricted(string key) => key.StartsWith("rk_", StringComparison.Ordinal);

    private static bool IsOf(string mode, string key) =>
        key.StartsWith($"sk_{mode}_", StringComparison.Ordinal) || key.StartsWith($"rk_{mode}_", StringComparison.Ordinal);
}
