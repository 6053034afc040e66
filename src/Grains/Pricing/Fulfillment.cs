namespace Acp.Pricing;

/// <summary>What is offered, and what serves what.</summary>
internal static class Fulfillment
{
    public const string DigitalOptionId = "digital";

    private static readonly FulfillmentOption Digital = new(
        FulfillmentType.Digital, DigitalOptionId, "Digital delivery", "Available at once", null, null, null, Amount: 0);

    /// <param name="carried">The ways for what has to be carried.</param>
    public static IReadOnlyList<FulfillmentOption> Offer(IReadOnlyList<CartLine> lines, IReadOnlyList<FulfillmentOption> carried) =>
    [
        .. lines.AnyOf(ProductKind.Physical) ? carried : [],
        .. lines.AnyOf(ProductKind.Digital) ? new[] { Digital } : [],
    ];

    public static bool Is(FulfillmentOption option, SelectedFulfillment choice) =>
        option.Type == choice.Type && option.Id == choice.OptionId;

    public static ProductKind Serves(FulfillmentType type) =>
        type == FulfillmentType.Digital ? ProductKind.Digital : ProductKind.Physical;

    /// <summary>Goes to the shopper's own address, and so needs one.</summary>
    public static bool NeedsAddress(FulfillmentType type) => type is FulfillmentType.Shipping or FulfillmentType.LocalDelivery;

    public static IEnumerable<SelectedFulfillment> SelectDigital(IReadOnlyList<CartLine> lines) => lines.AnyOf(ProductKind.Digital)
        ? [new(FulfillmentType.Digital, DigitalOptionId, [.. lines.Of(ProductKind.Digital).Select(line => line.Product.Id)])]
        : [];
}
