using System.Diagnostics;
using Acp.Pricing;

namespace Acp.Gateway.Version20260417.Rendering;

/// <summary>The closed sets of message codes, and who can mend what they report.</summary>
internal static class MessageCodes
{
    private static readonly HashSet<string> Errors =
    [
        "missing", "invalid", "out_of_stock", "payment_declined", "requires_sign_in", "requires_3ds", "low_stock",
        "quantity_exceeded", "coupon_invalid", "coupon_expired", "minimum_not_met", "maximum_exceeded", "region_restricted",
        "age_verification_required", "approval_required", "unsupported", "not_found", "conflict", "rate_limited", "expired",
        "intervention_required",
    ];

    private static readonly HashSet<string> Warnings =
    [
        "low_stock", "high_demand", "shipping_delay", "price_change", "expiring_promotion", "limited_availability",
        .. Enum.GetValues<DiscountRejection>().Select(Of),
    ];

    /// <returns>The code, or the nearest this version has.</returns>
    public static string Error(string? code) => code is not null && Errors.Contains(code) ? code : "invalid";

    public static bool IsWarning(string? code) => code is not null && Warnings.Contains(code);

    public static string Of(DiscountRejection reason) => reason switch
    {
        DiscountRejection.Invalid => "discount_code_invalid",
        DiscountRejection.Expired => "discount_code_expired",
        DiscountRejection.AlreadyApplied => "discount_code_already_applied",
        DiscountRejection.CombinationDisallowed => "discount_code_combination_disallowed",
        DiscountRejection.MinimumNotMet => "discount_code_minimum_not_met",
        _ => throw new UnreachableException($"Unhandled {reason}."),
    };

    /// <summary>The agent can mend a cart by itself; for an address, a choice or a card it has to ask the shopper.</summary>
    public static string ResolutionOf(string errorCode) => errorCode switch
    {
        "missing" or "payment_declined" or "requires_3ds" or "requires_sign_in" or "age_verification_required" or "region_restricted"
            => "requires_buyer_input",
        "approval_required" => "requires_buyer_review",
        _ => "recoverable",
    };
}
