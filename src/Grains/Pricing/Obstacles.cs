namespace Acp.Pricing;

/// <summary>What keeps a cart from being paid, each with the place where it is mended.</summary>
internal static class Obstacles
{
    private const string AddressParam = "$.fulfillment_details.address";
    private const string SelectionParam = "$.selected_fulfillment_options";

    public static IEnumerable<Obstacle> Of(Cart cart, Quote quote, PricingFacts facts, Currency currency) =>
        InLines(cart.Lines, facts.Available)
            .Concat(InTaxAddress(cart, facts.Places))
            .Concat(InDelivery(cart, facts.Delivery))
            .Concat(InTotal(quote.Total, currency));

    private static IEnumerable<Obstacle> InLines(IReadOnlyList<CartLine> lines, IReadOnlyList<Availability> available)
    {
        // A total of zero completes without the provider: an empty cart must not pass for a free one.
        if (lines.Count == 0)
        {
            yield return new Obstacle("missing", "$.line_items", "The cart is empty.");
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (available[i].Units is { } left && left < lines[i].Quantity)
            {
                yield return new Obstacle("out_of_stock", $"$.line_items[{i}]", StockText.Short(lines[i], left));
            }
        }
    }

    // A state that is not understood has no tax rule, and would pass for one without tax.
    private static IEnumerable<Obstacle> InTaxAddress(Cart cart, TaxPlaces places) => places.PerLine
        .Append(places.Main)
        .OfType<Address>()
        .Distinct()
        .Where(address => !Place.HasKnownState(address))
        .Select(address => new Obstacle(
            "invalid", ParamOf(address, cart, places), "The state must be one of the country's, such as \"CA\"; tax depends on it."));

    private static string ParamOf(Address address, Cart cart, TaxPlaces places) =>
        address != places.Shopper ? SelectionParam
        : ReferenceEquals(places.Shopper, cart.Destination) ? $"{AddressParam}.state"
        : "$.payment_data.billing_address.state";

    private static IEnumerable<Obstacle> InDelivery(Cart cart, Delivery delivery)
    {
        var unserved = delivery.Unserved(cart.Lines).ToList();
        if (unserved.Count == 0)
        {
            return [];
        }

        return WithoutAWay(cart, delivery) is { } obstacle ? [obstacle]
            : delivery.ByLine.Count == 0 ? [new("missing", SelectionParam, "A fulfillment option must be chosen.")]
            : unserved.Select(line => new Obstacle("missing", SelectionParam, $"No fulfillment option is chosen for {line.Product.Name}."));
    }

    // Told as a matter of the address, and without a word of pickup, also where there is one: not every platform can offer that.
    private static Obstacle? WithoutAWay(Cart cart, Delivery delivery) => delivery.Options switch
    {
        _ when cart.Destination is null => new("missing", AddressParam, "An address to deliver to is needed."),
        var options when options.Any(option => Fulfillment.NeedsAddress(option.Type)) => null,
        _ => new("region_restricted", AddressParam, "Nothing is delivered to this address in this currency."),
    };

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
