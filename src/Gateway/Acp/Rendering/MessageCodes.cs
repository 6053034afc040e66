using System.Diagnostics;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

/// <summary>The codes of refused discounts, and who can mend what a code reports.</summary>
internal static class MessageCodes
{
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
