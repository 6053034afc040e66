namespace Acp.Pricing;

/// <summary>A choice that names no items is meant for every line that the option can serve.</summary>
internal static class WholeCart
{
    public static IReadOnlyList<SelectedFulfillment> Spelled(
        IReadOnlyList<SelectedFulfillment> selection, IReadOnlyList<CartLine> lines) =>
        [.. selection.Select(choice => choice.ItemIds.Count > 0 ? choice : choice with { ItemIds = ServedBy(choice.Type, lines) })];

    private static IReadOnlyList<string> ServedBy(FulfillmentType type, IReadOnlyList<CartLine> lines) =>
        [.. lines.Of(Fulfillment.Serves(type)).Select(line => line.Product.Id).Distinct(StringComparer.Ordinal)];
}
