using System.Text.Json;

namespace Acp.Client;

/// <summary>So many of a product.</summary>
/// <param name="Id">The merchant's.</param>
/// <param name="Quantity">From 1.</param>
public sealed record CartItem(string Id, int Quantity = 1);

/// <summary>What a session begins with.</summary>
public sealed record CreateSession
{
    /// <summary>What is to be bought.</summary>
    public required IReadOnlyList<CartItem> LineItems { get; init; }

    /// <summary>ISO 4217, any case.</summary>
    public required string Currency { get; init; }

    /// <summary>What the agent can do.</summary>
    public AgentCapabilities Capabilities { get => field ?? new(); init; }

    /// <summary>Who buys.</summary>
    public Buyer? Buyer { get; init; }

    /// <summary>Where it goes.</summary>
    public FulfillmentDetails? FulfillmentDetails { get; init; }

    /// <summary>Which items go together.</summary>
    public IReadOnlyList<FulfillmentGroup>? FulfillmentGroups { get; init; }

    /// <summary>Discount codes.</summary>
    public DiscountCodes? Discounts { get; init; }

    /// <summary>BCP 47.</summary>
    public string? Locale { get; init; }

    /// <summary>IANA name.</summary>
    public string? Timezone { get; init; }

    /// <summary>A quote that the merchant gave before.</summary>
    public string? QuoteId { get; init; }

    /// <summary>The platform's own: a JSON object.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>From the shopper to the merchant.</summary>
    public string? OrderNotes { get; init; }

    /// <summary>Never people, notes or metadata.</summary>
    public override string ToString() => $"create: {LineItems.Count} items, {Currency}";
}

/// <summary>What the agent can do.</summary>
public sealed record AgentCapabilities
{
    /// <summary>When the shopper has to step in.</summary>
    public AgentInterventions? Interventions { get; init; }

    /// <summary>Extensions of the protocol that it knows, such as <c>discount</c>.</summary>
    public IReadOnlyList<string>? Extensions { get; init; }
}

/// <summary>What the agent can do when the shopper has to step in.</summary>
/// <param name="Supported">Such as <c>3ds</c>.</param>
public sealed record AgentInterventions(IReadOnlyList<string> Supported);

/// <summary>Discount codes.</summary>
/// <param name="Codes">All that are to count; an empty list takes off what was given before.</param>
public sealed record DiscountCodes(IReadOnlyList<string> Codes);

/// <summary>What is to be different. What is null stays as it is.</summary>
public sealed record UpdateSession
{
    /// <summary>In place of all that was in the cart.</summary>
    public IReadOnlyList<CartItem>? LineItems { get; init; }

    /// <summary>Who buys.</summary>
    public Buyer? Buyer { get; init; }

    /// <summary>Where it goes.</summary>
    public FulfillmentDetails? FulfillmentDetails { get; init; }

    /// <summary>Which items go together.</summary>
    public IReadOnlyList<FulfillmentGroup>? FulfillmentGroups { get; init; }

    /// <summary>How they go.</summary>
    public IReadOnlyList<SelectedFulfillmentOption>? SelectedFulfillmentOptions { get; init; }

    /// <summary>Discount codes.</summary>
    public DiscountCodes? Discounts { get; init; }

    /// <summary>From the shopper to the merchant.</summary>
    public string? OrderNotes { get; init; }

    /// <summary>Never people or notes.</summary>
    public override string ToString() => "update";
}

/// <summary>What pays a session.</summary>
public sealed record CompleteSession
{
    /// <summary>What the shopper approved the payment with.</summary>
    public required PaymentToken Token { get; init; }

    /// <summary>One of <see cref="PaymentCapabilities.Handlers"/> of the session.</summary>
    public string Handler { get => field ?? "card_tokenized"; init; }

    /// <summary>Who buys, where the session does not know it.</summary>
    public Buyer? Buyer { get; init; }

    /// <summary>The address that the card is billed to.</summary>
    public Address? BillingAddress { get; init; }

    /// <summary>How the authentication ended that the session asked for.</summary>
    public AuthenticationResult? Authentication { get; init; }

    /// <summary>What the shopper agreed to.</summary>
    public IReadOnlyList<MarketingConsent>? MarketingConsents { get; init; }

    /// <summary>From the shopper to the merchant.</summary>
    public string? OrderNotes { get; init; }

    /// <summary>Never the token, people or notes.</summary>
    public override string ToString() => $"complete by {Handler}";
}

/// <summary>What the shopper said to an offer.</summary>
/// <param name="Channel">The offer's.</param>
/// <param name="OptedIn">Yes, or no.</param>
public sealed record MarketingConsent(string Channel, bool OptedIn);
