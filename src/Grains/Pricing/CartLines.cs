namespace Acp.Pricing;

/// <summary>How a platform may name a line: by its line id, or by the id of the item in it.</summary>
public static class CartLines
{
    public static CartLine? Named(this IReadOnlyList<CartLine> lines, string id) =>
        lines.FirstOrDefault(line => line.LineId == id) ?? lines.FirstOrDefault(line => line.Product.Id == id);

    public static IReadOnlyList<CartLine> Of(this IReadOnlyList<CartLine> lines, ProductKind kind) =>
        [.. lines.Where(line => line.Product.Kind == kind)];

    public static bool AnyOf(this IReadOnlyList<CartLine> lines, ProductKind kind) =>
        lines.Any(line => line.Product.Kind == kind);

    public static long BaseAmount(this CartLine line) => checked(line.Product.UnitAmount * line.Quantity);
}
