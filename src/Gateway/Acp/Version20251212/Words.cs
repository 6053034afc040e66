using Acp.CheckoutSessions;
using Acp.Gateway.Rendering;

namespace Acp.Gateway.Version20251212;

/// <summary>The closed sets of 2025-12-12, as its JSON Schema has them.</summary>
internal static class Words
{
    private static readonly Places SessionPlaces = new(
        new Rename("$.selected_fulfillment_options", "$.selected_fulfillment_options", IsAll: true),
        new Rename("$.fulfillment_groups", null),
        new Rename("$.discounts", null));

    private static readonly Places RequestPlaces = new(
        new Rename("$.line_items", "$.items"),
        new Rename("$.payment_data.instrument.credential.token", "$.payment_data.token"),
        new Rename("$.payment_data.instrument", "$.payment_data.token", IsAll: true),
        new Rename("$.payment_data.handler_id", "$.payment_data.provider"),
        new Rename("$.currency", null),
        new Rename("$.fulfillment_groups", null),
        new Rename("$.discounts", null));

    public static Vocabulary All { get; } = new()
    {
        Statuses = new Dictionary<CheckoutStatus, string>
        {
            [CheckoutStatus.NotReadyForPayment] = "not_ready_for_payment",
            [CheckoutStatus.ReadyForPayment] = "ready_for_payment",
            // Its own word needs metadata beside it that tells of the browser of the shopper, which we have never seen.
            [CheckoutStatus.AuthenticationRequired] = "ready_for_payment",
            [CheckoutStatus.CompleteInProgress] = "in_progress",
            [CheckoutStatus.Completed] = "completed",
            [CheckoutStatus.Canceled] = "canceled",
            [CheckoutStatus.Expired] = "canceled",
        },
        ErrorCodes = new HashSet<string>(StringComparer.Ordinal)
        {
            "missing", "invalid", "out_of_stock", "payment_declined", "requires_sign_in", "requires_3ds",
        },
        WarningCodes = new HashSet<string>(StringComparer.Ordinal),
        LinkTypes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["terms_of_use"] = "terms_of_use",
            ["privacy_policy"] = "privacy_policy",
            ["return_policy"] = "return_policy",
        },
        HasLinkTitles = false,
        HasSeverity = false,
        HasResolution = false,
        Path = SessionPlaces.Of,
    };

    /// <summary>From a place in the newest version's request to this one's; null where it has none.</summary>
    public static string? RequestPlace(string path) => RequestPlaces.Of(NestedSelections.PlaceOf(path));
}
