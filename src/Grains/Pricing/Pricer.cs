using Acp.CheckoutSessions;

namespace Acp.Pricing;

/// <summary>Reads the ports, then lets pure functions decide: <see cref="CartAssembly"/> and <see cref="Calculation"/>.</summary>
public sealed class Pricer(ICatalog catalog, IFulfillmentRates fulfillment, ITaxRates taxes, IDiscounts discounts, IStock stock) : IPricing
{
    private static readonly IReadOnlyDictionary<string, FrozenProduct> NothingNew = new Dictionary<string, FrozenProduct>();

    public async ValueTask<CartChange> Assemble(IReadOnlyList<CartLine> current, IReadOnlyList<RequestedItem> asked, string currency)
    {
        if (!catalog.Currencies.Contains(currency))
        {
            return new CartChange.Refused(new Refusal(RefusalRule.CurrencyNotSupported, "Nothing is sold in this currency.", "$.currency"));
        }

        var products = await Known(current, asked, currency);
        var change = CartAssembly.Decide(asked, products, currency);
        return change is CartChange.Changed(var lines) && await FirstShort(lines) is var (line, available)
            ? new CartChange.Refused(CartAssembly.OutOfStock(asked, line, available))
            : change;
    }

    public async ValueTask<Quote> Price(Cart cart, DateTimeOffset now) => Calculation.Of(cart, await Gather(cart, now), now);

    private async ValueTask<Dictionary<string, CartLine>> Known(
        IReadOnlyList<CartLine> current, IReadOnlyList<RequestedItem> asked, string currency)
    {
        var known = current.ToDictionary(line => line.Product.Id, StringComparer.Ordinal);
        var added = asked.Select(item => item.ItemId).Where(id => !known.ContainsKey(id)).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, product) in added.Count == 0 ? NothingNew : await catalog.Find(added, currency))
        {
            known[id] = new CartLine(CartAssembly.LineIdFor(id), Quantity: 0, product);
        }

        return known;
    }

    private async ValueTask<(CartLine Line, long Available)?> FirstShort(IReadOnlyList<CartLine> lines)
    {
        foreach (var (line, left) in lines.Zip(await Available(lines)))
        {
            if (left.Units < line.Quantity)
            {
                return (line, left.Units.Value);
            }
        }

        return null;
    }

    private async ValueTask<PricingFacts> Gather(Cart cart, DateTimeOffset now)
    {
        var carried = cart.Lines.Of(ProductKind.Physical) is { Count: > 0 } goods
            ? await fulfillment.Offer(goods, cart.Destination, cart.Currency, now)
            : [];
        var delivery = Delivery.Of(cart.Lines, Fulfillment.Offer(cart.Lines, carried), cart.Selected);
        var places = TaxPlaces.Of(cart, delivery);
        return new PricingFacts(delivery, places, await Taxes(places), await Rules(cart), await Available(cart.Lines));
    }

    private async ValueTask<TaxTables> Taxes(TaxPlaces places)
    {
        Address[] addresses = [.. places.All];
        var tables = addresses.Length == 0 ? [] : await taxes.At(addresses);
        return new TaxTables(addresses.Zip(tables).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private async ValueTask<IReadOnlyList<SubmittedCode>> Rules(Cart cart)
    {
        var codes = new List<SubmittedCode>(cart.DiscountCodes.Count);
        foreach (var code in cart.DiscountCodes)
        {
            codes.Add(new SubmittedCode(code, await discounts.Find(code, cart.Currency)));
        }

        return codes;
    }

    private async ValueTask<IReadOnlyList<Availability>> Available(IReadOnlyList<CartLine> lines) =>
        lines.Count == 0 ? [] : await stock.Available([.. lines.Select(line => line.Product.Id)]);
}
