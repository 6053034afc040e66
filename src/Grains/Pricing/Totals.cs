namespace Acp.Pricing;

/// <summary>The session's totals, in the order a receipt shows them.</summary>
internal static class Totals
{
    /// <param name="chosen">Each option that serves something, once, with its tax; empty where none is chosen.</param>
    public static IReadOnlyList<TotalLine> Of(IReadOnlyList<QuotedLine> lines, IReadOnlyList<FulfillmentOption> chosen)
    {
        var discount = lines.Sum(line => line.Discount);
        var subtotal = lines.Sum(line => line.Subtotal);
        var fulfillment = chosen.Sum(option => option.Amount);
        var tax = checked(lines.Sum(line => line.Tax) + chosen.Sum(option => option.Tax));
        TotalLine?[] totals =
        [
            new(TotalType.ItemsBaseAmount, "Items", lines.Sum(line => line.BaseAmount)),
            discount == 0 ? null : new(TotalType.ItemsDiscount, "Discounts", discount),
            new(TotalType.Subtotal, "Subtotal", subtotal),
            chosen.Count == 0 ? null : new(TotalType.Fulfillment, NameOf(chosen), fulfillment),
            new(TotalType.Tax, "Tax", tax),
            new(TotalType.Total, "Total", checked(subtotal + fulfillment + tax)),
        ];
        return [.. totals.OfType<TotalLine>()];
    }

    private static string NameOf(IReadOnlyList<FulfillmentOption> chosen) =>
        chosen.All(option => option.Type == FulfillmentType.Pickup) ? "Pickup" : "Delivery";
}
