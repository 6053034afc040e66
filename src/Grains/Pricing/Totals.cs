namespace Acp.Pricing;

/// <summary>The session's totals, in the order a receipt shows them.</summary>
internal static class Totals
{
    /// <param name="fulfillment">Null where no option is chosen.</param>
    public static IReadOnlyList<TotalLine> Of(IReadOnlyList<QuotedLine> lines, long? fulfillment, long shippingPpm, long step)
    {
        var discount = lines.Sum(line => line.Discount);
        var subtotal = lines.Sum(line => line.Subtotal);
        var tax = checked(lines.Sum(line => line.Tax) + Rounding.Share(fulfillment ?? 0, shippingPpm, step));
        TotalLine?[] totals =
        [
            new(TotalType.ItemsBaseAmount, "Items", lines.Sum(line => line.BaseAmount)),
            discount == 0 ? null : new(TotalType.ItemsDiscount, "Discounts", discount),
            new(TotalType.Subtotal, "Subtotal", subtotal),
            fulfillment is { } amount ? new(TotalType.Fulfillment, "Delivery", amount) : null,
            new(TotalType.Tax, "Tax", tax),
            new(TotalType.Total, "Total", checked(subtotal + (fulfillment ?? 0) + tax)),
        ];
        return [.. totals.OfType<TotalLine>()];
    }
}
