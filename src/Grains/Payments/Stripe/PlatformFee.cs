using Acp.Pricing;

namespace Acp.Payments.Stripe;

/// <summary>What the platform keeps of a connected account's charge.</summary>
internal static class PlatformFee
{
    private const long PpmPerBasisPoint = 100;

    /// <returns>Minor units, never above the amount; 0 where no account is connected or the share rounds to nothing.</returns>
    public static long Of(StripeOptions options, long amount, string currency) => options.ConnectedAccount is null
        ? 0
        : Math.Min(amount, Rounding.Share(amount, options.PlatformFee.BasisPoints * PpmPerBasisPoint, StepOf(currency)));

    private static long StepOf(string currency) => Currencies.Find(currency)?.Step ?? 1;
}
