using System.Globalization;

namespace Acp.Payments.Stripe;

/// <summary>The body of an issue. What travels in <c>shared_metadata</c> the seller sees, too.</summary>
internal static class IssueBody
{
    public const string Issue = "acp_issue";
    public const string Amount = "acp_amount";
    public const string Exact = "exact";

    public static byte[] Write(IssueOrder order)
    {
        var form = new StripeForm()
            .Add("payment_method", order.PaymentMethod)
            .Add("seller_details[network_business_profile]", order.MerchantProfile)
            .Add("seller_details[external_id]", order.MerchantDomain)
            .Add("usage_limits[currency]", order.Currency)
            .Add("usage_limits[max_amount]", order.Amount)
            .Add("usage_limits[expires_at]", order.ExpiresAt.ToUnixTimeSeconds());

        // Without an address to come back to, the platform's own page must lead the shopper through an authentication.
        form = order.ReturnUrl is { } address
            ? form.Add("return_url", address).Add("use_stripe_sdk", false)
            : form.Add("use_stripe_sdk", true);
        form.Add($"shared_metadata[{Issue}]", order.Issue);
        return (order.IsExact ? form.Add($"shared_metadata[{Amount}]", Exact) : form).ToBytes();
    }

    /// <summary>Whether a token is the one these bytes ask for. A reply with another one proves nothing about ours.</summary>
    public static bool AsksFor(ReadOnlySpan<byte> body, IssuedFacts token)
    {
        var fields = StripeForm.Read(body);
        return Field("usage_limits[max_amount]") == token.Facts.Limit?.ToString(CultureInfo.InvariantCulture)
            && string.Equals(Field("usage_limits[currency]"), token.Facts.Currency, StringComparison.OrdinalIgnoreCase)
            && Field($"shared_metadata[{Issue}]") == token.Issue;

        string? Field(string name) => fields.GetValueOrDefault(name);
    }
}
