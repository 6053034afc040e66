namespace Acp.Pricing;

/// <summary>What is offered and what of the platform's choice still stands.</summary>
internal static class Fulfillment
{
    public const string DigitalOptionId = "digital";

    private static readonly FulfillmentOption Digital = new(
        FulfillmentType.Digital, DigitalOptionId, "Digital delivery", "Available at once", null, null, null, Amount: 0);

    public static IReadOnlyList<FulfillmentOption> Offer(IReadOnlyList<CartLine> lines, IReadOnlyList<FulfillmentOption> shipping) =>
    [
        .. lines.AnyOf(ProductKind.Physical) ? shipping : [],
        .. lines.AnyOf(ProductKind.Digital) ? new[] { Digital } : [],
    ];

    public static IReadOnlyList<SelectedFulfillment> Select(
        IReadOnlyList<CartLine> lines, IReadOnlyList<FulfillmentOption> options, IReadOnlyList<SelectedFulfillment> chosen)
    {
        SelectedFulfillment?[] selected = [SelectShipping(lines, options, chosen), SelectDigital(lines)];
        return [.. selected.OfType<SelectedFulfillment>()];
    }

    /// <returns>Null where nothing is selected, so nothing is known of the delivery's price.</returns>
    public static long? AmountOf(IReadOnlyList<SelectedFulfillment> selected, IReadOnlyList<FulfillmentOption> options) =>
        selected.Count == 0 ? null : selected.Sum(choice => options.First(option => Is(option, choice)).Amount);

    public static bool Is(FulfillmentOption option, SelectedFulfillment choice) =>
        option.Type == choice.Type && option.Id == choice.OptionId;

    /// <summary>The lines that must be shipped and that a selection does not name.</summary>
    public static IEnumerable<CartLine> Unshipped(IReadOnlyList<CartLine> lines, SelectedFulfillment shipping)
    {
        var named = shipping.ItemIds.Select(id => lines.Named(id)?.LineId).ToHashSet();
        return lines.Of(ProductKind.Physical).Where(line => !named.Contains(line.LineId));
    }

    private static SelectedFulfillment? SelectShipping(
        IReadOnlyList<CartLine> lines, IReadOnlyList<FulfillmentOption> options, IReadOnlyList<SelectedFulfillment> chosen)
    {
        var first = chosen.FirstOrDefault(choice =>
            choice.Type == FulfillmentType.Shipping && options.Any(option => Is(option, choice)));
        return first is null ? null : first with
        {
            ItemIds = [.. chosen
                .Where(choice => choice.Type == first.Type && choice.OptionId == first.OptionId)
                .SelectMany(choice => choice.ItemIds)
                .Where(id => lines.Named(id)?.Product.Kind == ProductKind.Physical)
                .Distinct(StringComparer.Ordinal)],
        };
    }

    private static SelectedFulfillment? SelectDigital(IReadOnlyList<CartLine> lines) => lines.AnyOf(ProductKind.Digital)
        ? new(FulfillmentType.Digital, DigitalOptionId, [.. lines.Of(ProductKind.Digital).Select(line => line.Product.Id)])
        : null;
}
