namespace Acp.Pricing;

public enum ProductKind
{
    Physical,
    Digital,
}

/// <summary>A product as it was when it entered the cart: later catalog edits do not reach it.</summary>
/// <param name="UnitAmount">Minor units of the session's currency.</param>
/// <param name="MaxPerOrder">The largest quantity of one order.</param>
public sealed record FrozenProduct(
    string Id,
    string Name,
    string? Description,
    long UnitAmount,
    ProductKind Kind,
    string TaxCategory,
    IReadOnlyList<string> Images,
    int MaxPerOrder)
{
    public string? Sku { get; init; }

    /// <summary>What the shopper must be told before buying.</summary>
    public IReadOnlyList<Disclosure> Disclosures { get; init; } = [];
}

/// <param name="IsMarkdown">CommonMark without raw HTML; else plain text.</param>
public sealed record Disclosure(bool IsMarkdown, string Content);

/// <param name="LineId">Stable for the life of the session.</param>
public sealed record CartLine(string LineId, int Quantity, FrozenProduct Product);

/// <summary>A line with its money, in minor units. Subtotal = base − discount; total = subtotal + tax.</summary>
/// <param name="StockCounted">Whether our counters had this product when the line was priced; not frozen, because it can change.</param>
public sealed record QuotedLine(CartLine Line, long BaseAmount, long Discount, long Subtotal, long Tax, long Total, bool StockCounted);

public enum FulfillmentType
{
    Shipping,
    Digital,
    Pickup,
    LocalDelivery,
}

/// <param name="Amount">Minor units, without tax.</param>
public sealed record FulfillmentOption(
    FulfillmentType Type,
    string Id,
    string Title,
    string? Description,
    string? Carrier,
    DateTimeOffset? EarliestDelivery,
    DateTimeOffset? LatestDelivery,
    long Amount)
{
    /// <summary>What is due on <see cref="Amount"/> beside it, in minor units: where it goes, or where it is picked up.</summary>
    public long Tax { get; init; }

    /// <summary>Of an option of type pickup, and of no other.</summary>
    public PickupTerms? Pickup { get; init; }

    /// <summary>Of an option of type local delivery, and of no other.</summary>
    public LocalDeliveryTerms? LocalDelivery { get; init; }
}

public enum PickupType
{
    InStore,
    Curbside,
    Locker,
}

/// <param name="LocationName">What the place is called.</param>
/// <param name="ReadyBy">When the goods will be there.</param>
/// <param name="PickupBy">Until when they are kept.</param>
public sealed record PickupTerms(
    string LocationName,
    Address Address,
    string? Phone,
    string? Instructions,
    PickupType Type,
    DateTimeOffset? ReadyBy,
    DateTimeOffset? PickupBy);

/// <param name="Start">Of the delivery window; null with <paramref name="End"/> where there is none.</param>
public sealed record LocalDeliveryTerms(DateTimeOffset? Start, DateTimeOffset? End, decimal? RadiusMiles, string? CenterPostalCode);

/// <param name="ItemIds">Item ids or line ids, as the platform sent them; empty in a request: every item that the option can serve.</param>
public sealed record SelectedFulfillment(FulfillmentType Type, string OptionId, IReadOnlyList<string> ItemIds);

/// <summary>Items that go the same way to the same place, as the platform groups them.</summary>
/// <param name="ItemIds">Item ids or line ids, as the platform sent them.</param>
/// <param name="Details">Who receives it and where; null: as the session's own.</param>
/// <param name="LocationId">The pickup option's or place's id, where the platform named one.</param>
public sealed record FulfillmentGroup(
    string Id,
    IReadOnlyList<string> ItemIds,
    FulfillmentType Type,
    FulfillmentDetails? Details,
    string? LocationId,
    string? Instructions);

public enum TotalType
{
    ItemsBaseAmount,
    ItemsDiscount,
    Subtotal,
    Discount,
    Fulfillment,
    Tax,
    Total,
}

/// <param name="Amount">Minor units, never negative; a discount's amount is what is taken off.</param>
public sealed record TotalLine(TotalType Type, string DisplayText, long Amount);

/// <param name="PercentOffPpm">Parts per million, or null for a fixed amount.</param>
/// <param name="AmountOff">Minor units, or null for a percentage.</param>
/// <param name="Amount">What it takes off this cart, in minor units.</param>
/// <param name="LineAllocations">The amount's parts, one for each of the quote's lines, in their order.</param>
public sealed record AppliedDiscount(string Code, string Title, long? PercentOffPpm, long? AmountOff, long Amount, IReadOnlyList<long> LineAllocations);

public enum DiscountRejection
{
    Invalid,
    Expired,
    AlreadyApplied,
    CombinationDisallowed,
    MinimumNotMet,
}

public sealed record RejectedDiscount(string Code, DiscountRejection Reason, string Message);

/// <summary>
/// What a cart costs, and what still keeps it from being paid. Everything is frozen in the session: re-pricing
/// happens when the platform changes the cart or completes, never behind its back.
/// </summary>
/// <param name="Selected">Includes the digital option, which needs no choice.</param>
/// <param name="Obstacles">Empty exactly when the cart can be paid.</param>
/// <param name="TaxedAt">The address the tax was computed for, the shopper's where goods that are picked up are taxed elsewhere; null while there is none.</param>
public sealed record Quote(
    IReadOnlyList<QuotedLine> Lines,
    IReadOnlyList<FulfillmentOption> Options,
    IReadOnlyList<SelectedFulfillment> Selected,
    IReadOnlyList<string> DiscountCodes,
    IReadOnlyList<AppliedDiscount> Applied,
    IReadOnlyList<RejectedDiscount> Rejected,
    IReadOnlyList<TotalLine> Totals,
    IReadOnlyList<Obstacle> Obstacles,
    Address? TaxedAt)
{
    /// <summary>What a charge would take, in minor units.</summary>
    public long Total => Totals.First(line => line.Type == TotalType.Total).Amount;
}

/// <summary>Something missing or wrong in a cart that the platform or the shopper can mend.</summary>
/// <param name="Code">An ACP message error code: missing, invalid, out_of_stock, minimum_not_met, maximum_exceeded, region_restricted.</param>
/// <param name="Param">An RFC 9535 JSONPath into the session.</param>
public sealed record Obstacle(string Code, string Param, string Message);
