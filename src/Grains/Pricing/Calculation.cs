namespace Acp.Pricing;

/// <summary>A cart and the facts about it in, a quote out. Integers only, checked, no clock and no I/O.</summary>
internal static class Calculation
{
    public static Quote Of(Cart cart, PricingFacts facts, DateTimeOffset now)
    {
        var currency = Currencies.Of(cart.Currency);
        var discounts = Discounting.Of(cart.Lines, facts.Codes, currency, now);
        var lines = Lines(cart.Lines, discounts.PerLine, facts, currency.Step);
        var options = Taxed(Fulfillment.Offer(cart.Lines, facts.Shipping), facts.Tax.ShippingPpm, currency.Step);
        var selected = Fulfillment.Select(cart.Lines, options, cart.Selected);
        var totals = Totals.Of(lines, Fulfillment.AmountOf(selected, options), facts.Tax.ShippingPpm, currency.Step);
        var quote = new Quote(
            lines, options, selected, cart.DiscountCodes, discounts.Applied, discounts.Rejected, totals, [], facts.TaxedAt);
        return quote with { Obstacles = [.. Obstacles.Of(cart, quote, facts, currency)] };
    }

    private static IReadOnlyList<FulfillmentOption> Taxed(IReadOnlyList<FulfillmentOption> options, long shippingPpm, long step) =>
        [.. options.Select(option => option with { Tax = Rounding.Share(option.Amount, shippingPpm, step) })];

    private static IReadOnlyList<QuotedLine> Lines(
        IReadOnlyList<CartLine> lines, IReadOnlyList<long> discounts, PricingFacts facts, long step) =>
    [
        .. lines.Zip(discounts, facts.Available).Select(entry => Line(
            entry.First, entry.Second, facts.Tax.For(entry.First.Product.TaxCategory), step, stockCounted: entry.Third is not null)),
    ];

    private static QuotedLine Line(CartLine line, long discount, long taxPpm, long step, bool stockCounted)
    {
        var baseAmount = line.BaseAmount();
        var subtotal = checked(baseAmount - discount);
        var tax = Rounding.Share(subtotal, taxPpm, step);
        return new QuotedLine(line, baseAmount, discount, subtotal, tax, checked(subtotal + tax), stockCounted);
    }
}
