namespace Acp.Payments.Stripe;

/// <summary>Stripe's published limits for an account.</summary>
internal static class StripeLimits
{
    private const int Live = 100;
    private const int Test = 25;

    /// <returns>Null: without limit.</returns>
    public static int? CallsPerSecond(StripeOptions options) => options.CallsPerSecond switch
    {
        0 => null,
        { } configured => configured,
        null when !options.ApiBase.Host.Equals("api.stripe.com", StringComparison.OrdinalIgnoreCase) => null,
        null => options.SecretKey.Contains("_live_", StringComparison.Ordinal) ? Live : Test,
    };
}
