namespace Acp.Pricing;

internal static class StockText
{
    /// <param name="available">May be negative: the merchant can take away more than is left.</param>
    public static string Short(CartLine line, long available) => available > 0
        ? $"Only {available} of {line.Product.Name} are left; {line.Quantity} were asked for."
        : $"{line.Product.Name} is out of stock: 0 are left.";
}
