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
    string? OrderNotes)
{
    /// <summary>The extensions the agent says it understands, unknown names included.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    public IReadOnlyList<FulfillmentGroup> Groups { get; init; } = [];

    /// <summary>The merchant's offer this session is based on; echoed, not interpreted.</summary>
    public string? QuoteId { get; init; }

    /// <summary>Who led the shopper here first, as JSON text; write-only.</summary>
    public string? Attribution { get; init; }
}

public sealed record UpdateCheckoutSession(
    Change<IReadOnlyList<RequestedItem>> Items,
    Change<Buyer> Buyer,
    Change<FulfillmentDetails> FulfillmentDetails,
    Change<IReadOnlyList<SelectedFulfillment>> SelectedFulfillment,
    Change<IReadOnlyList<string>> DiscountCodes,
    Change<string> OrderNotes)
{
    public Change<IReadOnlyList<FulfillmentGroup>> Groups { get; init; }

    /// <summary>Instead of the fulfillment details, from agents that know no more of them than the address: the rest of them stays.</summary>
    public Change<Address> Destination { get; init; }
}

/// <param name="Token">The Shared Payment Token, opaque to us.</param>
public sealed record CompleteCheckoutSession(string Token, Buyer? Buyer, Address? BillingAddress, string? OrderNotes)
{
    /// <summary>What became of the shopper's 3-D Secure challenge; null where the agent ran none.</summary>
    public AuthenticationResult? Authentication { get; init; }

    /// <summary>Who led the shopper here last, as JSON text; write-only.</summary>
    public string? Attribution { get; init; }

    /// <summary>Only what the shopper was asked; a channel that is left out is not a no.</summary>
    public IReadOnlyList<MarketingConsent> Consents { get; init; } = [];
}

/// <param name="Reason">The intent trace's reason code, if the platform gave one; write-only.</param>
public sealed record CancelCheckoutSession(string? Reason)
{
    /// <summary>The rest of the intent trace (summary, metadata) as JSON text; write-only.</summary>
    public string? Trace { get; init; }
}

/// <param name="Channel">Such as <c>email</c>, in the merchant's own spelling.</param>
public sealed record MarketingConsent(string Channel, bool OptedIn);
