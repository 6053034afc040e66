using Acp.CheckoutSessions;
using Acp.Gateway.Rendering;
using Acp.Orders;

namespace Acp.Gateway.Version20260130;

/// <summary>The closed sets of 2026-01-30, as its JSON Schema has them.</summary>
internal static class Words
{
    public static Vocabulary All { get; } = new()
    {
        Statuses = new Dictionary<CheckoutStatus, string>
        {
            [CheckoutStatus.NotReadyForPayment] = "not_ready_for_payment",
            [CheckoutStatus.ReadyForPayment] = "ready_for_payment",
            [CheckoutStatus.AuthenticationRequired] = "ready_for_payment", // Its own word needs metadata, which needs facts of the shopper's browser that nobody tells us.
            [CheckoutStatus.CompleteInProgress] = "complete_in_progress",
            [CheckoutStatus.Completed] = "completed",
            [CheckoutStatus.Canceled] = "canceled",
            [CheckoutStatus.Expired] = "expired",
        },
        ErrorCodes = new HashSet<string>(StringComparer.Ordinal)
        {
            "missing", "invalid", "out_of_stock", "payment_declined", "requires_sign_in", "requires_3ds", "low_stock",
            "quantity_exceeded", "coupon_invalid", "coupon_expired", "minimum_not_met", "maximum_exceeded", "region_restricted",
            "age_verification_required", "approval_required", "unsupported", "not_found", "conflict", "rate_limited", "expired",
            "intervention_required",
        },
        WarningCodes = new HashSet<string>(StringComparer.Ordinal)
        {
            "low_stock", "high_demand", "shipping_delay", "price_change", "expiring_promotion", "limited_availability",
            "discount_code_expired", "discount_code_invalid", "discount_code_already_applied", "discount_code_combination_disallowed",
            "discount_code_minimum_not_met", "discount_code_user_not_logged_in", "discount_code_user_ineligible", "discount_code_usage_limit_reached",
        },
        LinkTypes = new[]
        {
            "terms_of_use", "privacy_policy", "return_policy", "shipping_policy", "contact_us", "about_us", "faq", "support",
        }.ToDictionary(type => type, StringComparer.Ordinal),
        HasLinkTitles = true,
        HasSeverity = true,
        HasResolution = false,
        OrderStatuses = new Dictionary<OrderStatus, string>
        {
            [OrderStatus.Confirmed] = "confirmed",
            [OrderStatus.ManualReview] = "confirmed",
            [OrderStatus.Processing] = "processing",
            [OrderStatus.Shipped] = "shipped",
            [OrderStatus.Completed] = "delivered", // Of a canceled one nothing here is true.
        },
        Path = path => path,
    };
}
