using Acp.CheckoutSessions;

namespace Acp.Pricing;

/// <summary>
/// Turns asked items into lines. An item asked for twice becomes one line with the sum of its quantities; an item that
/// is in the cart already keeps its line and its frozen product.
/// </summary>
internal static class CartAssembly
{
    /// <summary>Keeps a stored session, and the work of pricing it, small.</summary>
    public const int MostLines = 100;

    /// <param name="products">What each known item is sold as: frozen for items in the cart, from the catalog for new ones.</param>
    public static CartChange Decide(
        IReadOnlyList<RequestedItem> asked,
        IReadOnlyDictionary<string, CartLine> products,
        string currency)
    {
        var lines = new Dictionary<string, CartLine>(StringComparer.Ordinal);
        for (var i = 0; i < asked.Count; i++)
        {
            var item = asked[i];
            ArgumentOutOfRangeException.ThrowIfLessThan(item.Quantity, 1, nameof(asked));
            if (!products.TryGetValue(item.ItemId, out var known))
            {
                return Refused(UnknownItem(i, currency));
            }

            var before = lines.TryGetValue(item.ItemId, out var line) ? line.Quantity : 0;
            if (item.Quantity > known.Product.MaxPerOrder - before)
            {
                return Refused(TooMany(i, known.Product));
            }

            lines[item.ItemId] = known with { Quantity = before + item.Quantity };
        }

        return lines.Count > MostLines ? Refused(TooManyLines()) : new CartChange.Changed(InOrder(asked, lines));
    }

    /// <summary>An item has one line at most, so its id makes the line's: the same whenever it comes back to the cart.</summary>
    public static string LineIdFor(string itemId) => $"li_{itemId}";

    public static Refusal OutOfStock(IReadOnlyList<RequestedItem> asked, CartLine line, long available)
    {
        var index = asked.Index().First(item => item.Item.ItemId == line.Product.Id).Index;
        return new(RefusalRule.OutOfStock, StockText.Short(line, available), $"$.line_items[{index}]");
    }

    private static IReadOnlyList<CartLine> InOrder(IReadOnlyList<RequestedItem> asked, Dictionary<string, CartLine> lines) =>
        [.. asked.Select(item => item.ItemId).Distinct(StringComparer.Ordinal).Select(id => lines[id])];

    private static CartChange.Refused Refused(Refusal refusal) => new(refusal);

    private static Refusal UnknownItem(int index, string currency) => new(
        RefusalRule.UnknownItem,
        $"This item is not in the catalog, or not sold in {currency.ToUpperInvariant()}.",
        $"$.line_items[{index}].id");

    private static Refusal TooMany(int index, FrozenProduct product) => new(
        RefusalRule.QuantityTooLarge,
        $"At most {product.MaxPerOrder} of {product.Name} can be bought in one order.",
        $"$.line_items[{index}].quantity");

    private static Refusal TooManyLines() => new(
        RefusalRule.QuantityTooLarge,
        $"At most {MostLines} different items can be bought in one order.",
        "$.line_items");
}
