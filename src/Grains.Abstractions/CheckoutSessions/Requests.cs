using Acp.Pricing;

namespace Acp.CheckoutSessions;

/// <summary>An item as a platform asks for it. Prices in a request are never read: the catalog is the only price authority.</summary>
/// <param name="Quantity">At least 1.</param>
public sealed record RequestedItem(string ItemId, int Quantity);

/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="Interventions">The agent's <c>capabilities.interventions.supported</c>, unknown values included.</param>
/// <param name="Metadata">The platform's metadata object as JSON text, echoed and never interpreted.</param>
public sealed record CreateCheckoutSession(
    IReadOnlyList<RequestedItem> Items,
    string Currency,
    Buyer? Buyer,
    FulfillmentDetails? FulfillmentDetails,
    IReadOnlyList<string> DiscountCodes,
    IReadOnlyList<string> Interventions,
    string? Locale,
    string? Timezone,
    string? Metadata,
    string? OrderNotes);

public sealed record UpdateCheckoutSession(
    Change<IReadOnlyList<RequestedItem>> Items,
    Change<Buyer> Buyer,
    Change<FulfillmentDetails> FulfillmentDetails,
    Change<IReadOnlyList<SelectedFulfillment>> SelectedFulfillment,
    Change<IReadOnlyList<string>> DiscountCodes,
    Change<string> OrderNotes);

/// <param name="Token">The Shared Payment Token, opaque to us.</param>
public sealed record CompleteCheckoutSession(string Token, Buyer? Buyer, Address? BillingAddress, string? OrderNotes);

/// <param name="Reason">The intent trace's reason code, if the platform gave one; write-only.</param>
public sealed record CancelCheckoutSession(string? Reason);
