namespace Acp.Pricing;

/// <summary>What keeps a cart from being paid, each with the place where it is mended.</summary>
internal static class Obstacles
{
    private const string AddressParam = "$.fulfillment_details.address";
    private const string SelectionParam = "$.selected_fulfillment_options";

    public static IEnumerable<Obstacle> Of(Cart cart, Quote quote, PricingFacts facts, Currency currency) =>
        InLines(cart.Lines, facts.Available).Concat(InTaxAddress(cart, facts.TaxedAt)).Concat(InDelivery(cart, quote)).Concat(InTotal(quote.Total, currency));

    private static IEnumerable<Obstacle> InLines(IReadOnlyList<CartLine> lines, IReadOnlyList<long?> available)
    {
        // A total of zero completes without the provider: an empty cart must not pass for a free one.
        if (lines.Count == 0)
        {
            yield return new Obstacle("missing", "$.line_items", "The cart is empty.");
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (available[i] is { } left && left < lines[i].Quantity)
            {
                yield return new Obstacle("out_of_stock", $"$.line_items[{i}]", StockText.Short(lines[i], left));
            }
        }
    }

    // A state that is not understood has no tax rule, and would pass for one without tax.
    private static IEnumerable<Obstacle> InTaxAddress(Cart cart, Address? taxedAt)
    {
        if (taxedAt is not null && !Place.HasKnownState(taxedAt))
        {
            var param = ReferenceEquals(taxedAt, cart.Destination) ? $"{AddressParam}.state" : "$.payment_data.billing_address.state";
            yield return new Obstacle("invalid", param, "The state must be one of the country's, such as \"CA\"; tax depends on it.");
        }
    }

    private static IEnumerable<Obstacle> InDelivery(Cart cart, Quote quote)
    {
        if (cart.Lines.AnyOf(ProductKind.Physical) && Delivery(cart, quote) is { } obstacle)
        {
            yield return obstacle;
        }
    }

    private static Obstacle? Delivery(Cart cart, Quote quote)
    {
        var shipping = quote.Selected.FirstOrDefault(choice => choice.Type == FulfillmentType.Shipping);
        return shipping switch
        {
            _ when cart.Destination is null => new("missing", AddressParam, "An address to deliver to is needed."),
            _ when quote.Options.All(option => option.Type != FulfillmentType.Shipping) =>
                new("region_restricted", AddressParam, "Nothing is delivered to this address in this currency."),
            null => new("missing", SelectionParam, "A shipping option must be chosen."),
            _ when Fulfillment.Unshipped(cart.Lines, shipping).FirstOrDefault() is { } line =>
                new("missing", $"{SelectionParam}[0].item_ids", $"No shipping option is chosen for {line.Product.Name}."),
            _ => null,
        };
    }

    private static IEnumerable<Obstacle> InTotal(long total, Currency currency)
    {
        if (total > 0 && total < currency.MinimumCharge)
        {
            var least = currency.Text(currency.MinimumCharge);
            yield return new Obstacle("minimum_not_met", "$.totals", $"The smallest amount that can be charged is {least}.");
        }

        if (total > Currencies.MaximumAmount)
        {
            var most = currency.Text(Currencies.MaximumAmount);
            yield return new Obstacle("maximum_exceeded", "$.totals", $"The largest amount that can be charged is {most}.");
        }
    }
}
