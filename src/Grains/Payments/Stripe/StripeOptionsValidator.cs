using System.Text.RegularExpressions;

namespace Acp.Payments.Stripe;

/// <summary>Says at start what is wrong with the configuration, naming the key and never quoting a secret.</summary>
public static partial class StripeOptionsValidator
{
    private const int MostRepeats = 5;
    private const int MostCalls = 10_000;
    private const int MostBasisPoints = 10_000;

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(25);

    /// <returns>One sentence a problem; none where the options can be used.</returns>
    public static IReadOnlyList<string> Problems(StripeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. Checks(options).OfType<string>()];
    }

    private static IEnumerable<string?> Checks(StripeOptions options)
    {
        yield return SecretKey(options.SecretKey);
        yield return Account(options.Account);
        yield return ConnectedAccount(options.ConnectedAccount);
        yield return PlatformFee(options);
        foreach (var problem in IssuerChecks(options))
        {
            yield return problem;
        }

        yield return ApiBase(options.ApiBase);
        yield return ApiVersionForm().IsMatch(options.ApiVersion ?? "")
            ? null
            : "Stripe:ApiVersion must look like 2026-07-29.preview.";
        yield return Enum.IsDefined(options.ChargeForm)
            ? null
            : $"Stripe:ChargeForm must be one of {string.Join(", ", Enum.GetNames<ChargeForm>())}.";
        yield return options.WebhookSecrets.Any(IsNoSecret)
            ? "Stripe:WebhookSecrets (or STRIPE_WEBHOOK_SECRET) must be signing secrets whsec_…, without blanks or line ends."
            : null;
        yield return options.Repeats is >= 0 and <= MostRepeats ? null : "Stripe:Repeats must be a number from 0 to 5.";
        yield return options.CallsPerSecond is null or (>= 0 and <= MostCalls)
            ? null
            : "Stripe:CallsPerSecond must be a number from 1 to 10000, 0 for no limit, or be left out.";
        yield return options.Timeout > TimeSpan.Zero && options.Timeout <= LongestTimeout
            ? null
            : "Stripe:Timeout must be more than 0 and at most 25 seconds (00:00:25): a grain call gives up at 30.";
    }

    private static string? SecretKey(string? key) => key switch
    {
        null or "" => "Stripe:SecretKey (or STRIPE_SECRET_KEY) is missing.",
        _ when !KeyForm().IsMatch(key) =>
            "Stripe:SecretKey (or STRIPE_SECRET_KEY) must be a secret key sk_… or a restricted key rk_…, without blanks or line ends.",
        _ => null,
    };

    private static string? ConnectedAccount(string? account) =>
        account is null || AccountForm().IsMatch(account) ? null : "Stripe:ConnectedAccount must look like acct_1AbC, or be left out.";

    private static string? PlatformFee(StripeOptions options) => options.PlatformFee.BasisPoints switch
    {
        < 0 or > MostBasisPoints => "Stripe:PlatformFee:BasisPoints must be a number from 0 to 10000.",
        > 0 when options.ConnectedAccount is null =>
            "Stripe:PlatformFee:BasisPoints is set without Stripe:ConnectedAccount: there is nobody to take a fee from.",
        _ => null,
    };

    private static IEnumerable<string?> IssuerChecks(StripeOptions options)
    {
        const string Key = "Stripe:Issuer:SecretKey (or STRIPE_ISSUER_SECRET_KEY)";
        var issuer = options.Issuer;
        yield return issuer.SecretKey switch
        {
            null or "" => null,
            var key when !KeyForm().IsMatch(key) => $"{Key} must be a secret key sk_… or a restricted key rk_…, without blanks or line ends.",
            var key when key == options.SecretKey => $"{Key} is the seller's: tokens are issued by another account than the one that charges them.",
            var key when IsLive(key) != IsLive(options.SecretKey) => $"{Key} and Stripe:SecretKey must both be live keys or both be test keys.",
            _ => null,
        };
        yield return issuer.Account is { } account && !AccountForm().IsMatch(account)
            ? "Stripe:Issuer:Account must look like acct_1AbC, or be left out."
            : issuer.Account is { } same && (same == options.Account || same == options.ConnectedAccount)
                ? "Stripe:Issuer:Account is the seller's: tokens are issued by another account than the one that charges them."
                : null;
        yield return issuer.WebhookSecrets.Any(IsNoSecret)
            ? "Stripe:Issuer:WebhookSecrets (or STRIPE_ISSUER_WEBHOOK_SECRET) must be signing secrets whsec_…, without blanks or line ends."
            : null;
    }

    private static bool IsLive(string? key) => key?.Contains("_live_", StringComparison.Ordinal) == true;

    private static bool IsNoSecret(string? secret) => string.IsNullOrEmpty(secret) || secret.Any(char.IsWhiteSpace);

    private static string? Account(string? account) =>
        account is null || AccountForm().IsMatch(account) ? null : "Stripe:Account must look like acct_1AbC, or be left out.";

    private static string? ApiBase(Uri? address) => address switch
    {
        null => "Stripe:ApiBase (or STRIPE_API_BASE) is missing.",
        { IsAbsoluteUri: false } => "Stripe:ApiBase (or STRIPE_API_BASE) must be an absolute address such as https://api.stripe.com.",
        { UserInfo.Length: > 0 } or { Query.Length: > 0 } or { Fragment.Length: > 0 } =>
            "Stripe:ApiBase (or STRIPE_API_BASE) must carry no user, query or fragment.",
        { Scheme: "https" } => null,
        { Scheme: "http", IsLoopback: true } => null,
        // The fake on a private network, e.g. http://fake-stripe:12111 in a compose file.
        { Scheme: "http" } when !address.Host.Contains('.', StringComparison.Ordinal) => null,
        _ => "Stripe:ApiBase (or STRIPE_API_BASE) must be https, except on this machine or on a private one-word host name.",
    };

    [GeneratedRegex(@"\A(?:sk|rk)_[A-Za-z0-9_]+\z")]
    private static partial Regex KeyForm();

    [GeneratedRegex(@"\Aacct_[A-Za-z0-9_]+\z")]
    private static partial Regex AccountForm();

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}(?:\.[a-z]+)?\z")]
    private static partial Regex ApiVersionForm();
}
