using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acp.Client;

/// <summary>A checkout session, as the server shows it. Amounts are in minor units of <see cref="Currency"/>.</summary>
public sealed record CheckoutSession
{
    /// <summary>Names it in every further call.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required SessionStatus Status { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public required string Currency { get; init; }

    /// <summary>How it can be paid, and what the server can do.</summary>
    public Capabilities Capabilities { get => field ?? new(); init; }

    /// <summary>Who buys.</summary>
    public Buyer? Buyer { get; init; }

    /// <summary>What is bought, and what each costs.</summary>
    public IReadOnlyList<LineItem> LineItems { get => field ?? []; init; }

    /// <summary>Where it goes.</summary>
    public FulfillmentDetails? FulfillmentDetails { get; init; }

    /// <summary>What to choose from.</summary>
    public IReadOnlyList<FulfillmentOption> FulfillmentOptions { get => field ?? []; init; }

    /// <summary>What was chosen.</summary>
    public IReadOnlyList<SelectedFulfillmentOption> SelectedFulfillmentOptions { get => field ?? []; init; }

    /// <summary>Which items go together.</summary>
    public IReadOnlyList<FulfillmentGroup> FulfillmentGroups { get => field ?? []; init; }

    /// <summary>The whole of it; <see cref="Amount"/> is the one of type <c>total</c>.</summary>
    public IReadOnlyList<Total> Totals { get => field ?? []; init; }

    /// <summary>What the shopper or the agent must know.</summary>
    public IReadOnlyList<Message> Messages { get => field ?? []; init; }

    /// <summary>Terms, policies, help.</summary>
    public IReadOnlyList<Link> Links { get => field ?? []; init; }

    /// <summary>Codes that were given, and what became of them.</summary>
    public Discounts? Discounts { get; init; }

    /// <summary>What is needed to run 3-D Secure, where the status asks for it.</summary>
    public AuthenticationMetadata? AuthenticationMetadata { get; init; }

    /// <summary>What the shopper may be asked to agree to.</summary>
    public IReadOnlyList<MarketingConsentOption> MarketingConsentOptions { get => field ?? []; init; }

    /// <summary>Where the shopper can go on in a browser.</summary>
    public Uri? ContinueUrl { get; init; }

    /// <summary>BCP 47.</summary>
    public string? Locale { get; init; }

    /// <summary>IANA name.</summary>
    public string? Timezone { get; init; }

    /// <summary>The quote that it was created with.</summary>
    public string? QuoteId { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Until when it can be paid.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The platform's own, as it was given.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>What came of it, once it is completed.</summary>
    public Order? Order { get; init; }

    /// <summary>What is to be paid; null where the server shows no total.</summary>
    [JsonIgnore]
    public long? Amount => Totals.FirstOrDefault(total => total.Type == "total")?.Amount;

    /// <summary>Never people, notes or metadata.</summary>
    public override string ToString() => $"{Id}: {Status}, {Amount} {Currency}";
}

/// <summary>One line of what is bought.</summary>
public sealed record LineItem
{
    /// <summary>The line's own.</summary>
    public required string Id { get; init; }

    /// <summary>The product.</summary>
    public required ItemReference Item { get; init; }

    /// <summary>How many of it.</summary>
    public int Quantity { get; init; }

    /// <summary>Of the product.</summary>
    public string? Name { get; init; }

    /// <summary>Of the product.</summary>
    public string? Description { get; init; }

    /// <summary>Addresses of pictures.</summary>
    public IReadOnlyList<string> Images { get => field ?? []; init; }

    /// <summary>Of one, in minor units.</summary>
    public long? UnitAmount { get; init; }

    /// <summary>The merchant's article number.</summary>
    public string? Sku { get; init; }

    /// <summary>What the shopper must be shown.</summary>
    public IReadOnlyList<Disclosure> Disclosures { get => field ?? []; init; }

    /// <summary>The most that one order may have.</summary>
    public int? MaxQuantityPerOrder { get; init; }

    /// <summary>What the line costs.</summary>
    public IReadOnlyList<Total> Totals { get => field ?? []; init; }
}

/// <summary>A product, by its id.</summary>
/// <param name="Id">The merchant's.</param>
public sealed record ItemReference(string Id);

/// <summary>One sum.</summary>
/// <param name="Type">Such as <c>subtotal</c>, <c>discount</c>, <c>fulfillment</c>, <c>tax</c>, <c>total</c>; a set that grows.</param>
/// <param name="DisplayText">For people.</param>
/// <param name="Amount">Minor units.</param>
public sealed record Total(string Type, string? DisplayText, long Amount);

/// <summary>What the shopper or the agent must know.</summary>
public sealed record Message
{
    /// <summary><c>info</c>, <c>warning</c> or <c>error</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Such as <c>missing</c> or <c>payment_declined</c>; a set that grows.</summary>
    public string? Code { get; init; }

    /// <summary>How much it matters.</summary>
    public string? Severity { get; init; }

    /// <summary>Who can mend it, such as <c>recoverable</c> or <c>requires_buyer_input</c>.</summary>
    public string? Resolution { get; init; }

    /// <summary>A JSONPath into the session.</summary>
    public string? Param { get; init; }

    /// <summary><c>plain</c> or <c>markdown</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>For people.</summary>
    public string Content { get => field ?? string.Empty; init; }
}

/// <summary>A page of the merchant's.</summary>
/// <param name="Type">Such as <c>terms_of_use</c>; a set that grows.</param>
/// <param name="Url">Where.</param>
/// <param name="Title">For people.</param>
public sealed record Link(string Type, Uri? Url, string? Title = null);

/// <summary>What the shopper must be shown with a product.</summary>
/// <param name="Type">Such as <c>disclaimer</c>.</param>
/// <param name="ContentType"><c>plain</c> or <c>markdown</c>.</param>
/// <param name="Content">For people.</param>
public sealed record Disclosure(string Type, string ContentType, string Content);

/// <summary>What the shopper may be asked to agree to.</summary>
/// <param name="Channel">Such as <c>email</c>.</param>
/// <param name="DisplayText">For people.</param>
/// <param name="PrivacyPolicyUrl">What is agreed to.</param>
public sealed record MarketingConsentOption(string Channel, string DisplayText, Uri? PrivacyPolicyUrl);
