using Acp.Payments;
using Acp.Pricing;

namespace Acp.CheckoutSessions;

/// <summary>What a page shows and collects: the session's own quote, line by line. Pure.</summary>
internal static class PageRequest
{
    /// <summary>Stripe takes a hundred lines; one is left for the tax.</summary>
    private const int MostLines = 99;

    /// <param name="session">With the quote that is to be paid.</param>
    /// <returns>Null where the quote's parts do not come to its total: such a page would collect another amount.</returns>
    public static PageOrder? Of(CheckoutSession session, int attempt, DateTimeOffset end, ReturnAddresses addresses)
    {
        var quote = session.Quote;
        PageLine[] lines = [.. Goods(quote), .. Tax(quote)];
        var shipping = Shipping(quote);
        return lines.Sum(line => line.Amount) + (shipping?.Amount ?? 0) != quote.Total ? null : new PageOrder(
            session.Id, attempt, quote.Total, session.Currency, lines, shipping, session.Buyer?.Email, end, addresses.Paid, addresses.TurnedBack);
    }

    private static IEnumerable<PageLine> Goods(Quote quote) => quote.Lines.Count <= MostLines
        ? quote.Lines.Select(line => new PageLine(line.Line.Product.Name, line.Line.Quantity, line.Subtotal))
        : [new PageLine($"{quote.Lines.Count} items", Quantity: 1, quote.Lines.Sum(line => line.Subtotal))];

    private static IEnumerable<PageLine> Tax(Quote quote) => AmountOf(quote, TotalType.Tax) is > 0 and var tax
        ? [new PageLine("Tax", Quantity: 1, tax)]
        : [];

    private static PageShipping? Shipping(Quote quote)
    {
        var line = quote.Totals.FirstOrDefault(total => total.Type == TotalType.Fulfillment);
        return line is null ? null : new PageShipping(line.DisplayText, line.Amount);
    }

    private static long AmountOf(Quote quote, TotalType type) => quote.Totals.FirstOrDefault(total => total.Type == type)?.Amount ?? 0;
}
