namespace Acp.Pricing;

/// <summary>A cart and the facts about it in, a quote out. Integers only, checked, no clock and no I/O.</summary>
internal static class Calculation
{
    public static Quote Of(Cart cart, PricingFacts facts, DateTimeOffset now)
    {
        var currency = Currencies.Of(cart.Currency);
        var discounts = Discounting.Of(cart.Lines, facts.Codes, currency, now);
        var lines = Lines(cart.Lines, discounts.PerLine, facts, currency.Step);
        var delivery = facts.Delivery with { Options = Taxed(facts, currency.Step) };
        var quote = new Quote(
            lines,
            delivery.Options,
            delivery.Selected,
            cart.DiscountCodes,
            discounts.Applied,
            discounts.Rejected,
            Totals.Of(lines, [.. delivery.Chosen]),
            [],
            facts.Places.Main);
        return quote with { Obstacles = [.. Obstacles.Of(cart, quote, facts, currency)] };
    }

    private static IReadOnlyList<FulfillmentOption> Taxed(PricingFacts facts, long step) =>
    [
        .. facts.Delivery.Options.Zip(facts.Places.PerOption, (option, place) =>
            option with { Tax = Rounding.Share(option.Amount, facts.Taxes.At(place).ShippingPpm, step) }),
    ];

    private static IReadOnlyList<QuotedLine> Lines(
        IReadOnlyList<CartLine> lines, IReadOnlyList<long> discounts, PricingFacts facts, long step) =>
    [
        .. lines.Index().Select(line => Line(
            line.Item,
            discounts[line.Index],
            facts.Taxes.At(facts.Places.PerLine[line.Index]).For(line.Item.Product.TaxCategory),
            step,
            stockCounted: facts.Available[line.Index].IsCountedHere)),
    ];

    private static QuotedLine Line(CartLine line, long discount, long taxPpm, long step, bool stockCounted)
    {
        var baseAmount = line.BaseAmount();
        var subtotal = checked(baseAmount - discount);
        var tax = Rounding.Share(subtotal, taxPpm, step);
        return new QuotedLine(line, baseAmount, discount, subtotal, tax, checked(subtotal + tax), stockCounted);
    }
}
