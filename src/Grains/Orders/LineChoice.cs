namespace Acp.Orders;

/// <summary>Lines as a caller names them, found in the order. Pure.</summary>
/// <param name="Lines">By line id, each once, in the order's order; what is refused is not to be read.</param>
/// <param name="Refusal">Null where all of them can be had.</param>
internal sealed record LineChoice(IReadOnlyList<LineQuantity> Lines, OrderRefusal? Refusal = null)
{
    /// <param name="asked">Empty: of each line all that may be had.</param>
    /// <param name="most">How many of a line may be had.</param>
    public static LineChoice Of(OrderSnapshot order, IReadOnlyList<LineQuantity> asked, Func<OrderLine, int> most)
    {
        if (asked.Count == 0)
        {
            return new([.. order.Lines.Select(line => new LineQuantity(line.Id, most(line))).Where(line => line.Quantity > 0)]);
        }

        var wanted = order.Lines.ToDictionary(line => line.Id, _ => 0L, StringComparer.Ordinal);
        for (var i = 0; i < asked.Count; i++)
        {
            var (line, refusal) = Find(order, asked[i].LineId, i);
            refusal ??= (wanted[line!.Id] += asked[i].Quantity) > most(line) ? OrderRefusals.QuantityExceeded(i, line.Id, most(line)) : null;
            if (refusal is not null)
            {
                return new([], refusal);
            }
        }

        return new([.. wanted.Where(line => line.Value > 0).Select(line => new LineQuantity(line.Key, (int)line.Value))]);
    }

    private static (OrderLine? Line, OrderRefusal? Refusal) Find(OrderSnapshot order, string id, int index)
    {
        if (order.Lines.FirstOrDefault(line => line.Id == id) is { } named)
        {
            return (named, null);
        }

        var ofItem = order.Lines.Where(line => line.Quoted.Line.Product.Id == id).ToArray();
        return ofItem switch
        {
            [] => (null, OrderRefusals.UnknownLine(index)),
            [var only] => (only, null),
            _ => (null, OrderRefusals.AmbiguousLine(index)),
        };
    }
}
