using System.Text.Json.Serialization;

namespace MerchantServer;

/// <summary>One thing that happened to one order; <paramref name="Data"/> is the whole order after it.</summary>
internal sealed record OrderMessage(string Id, string Type, int Sequence, Order Data);

/// <summary>The members that are used here. There are more, and more may come: leave alone what you do not know.</summary>
internal sealed record Order(
    string Id,
    [property: JsonPropertyName("order_number")] string Number,
    string Status,
    string Currency,
    [property: JsonPropertyName("permalink_url")] string Permalink,
    [property: JsonPropertyName("line_items")] Line[] Lines,
    Total[] Totals,
    Buyer? Buyer,
    [property: JsonPropertyName("amount_refunded")] long Refunded);

internal sealed record Line(string Title, [property: JsonPropertyName("product_id")] string ProductId, Quantity Quantity, long Subtotal);

internal sealed record Quantity(long Ordered);

internal sealed record Total([property: JsonPropertyName("display_text")] string Text, long Amount);

internal sealed record Buyer(string Email);

/// <summary>Takes what happened to orders; each message once, though it may come more often.</summary>
internal sealed class Orders(Shop shop, SeenMessages seen)
{
    private readonly Lock turn = new();

    public void Take(OrderMessage message)
    {
        lock (turn)
        {
            if (!seen.Contains(message.Id))
            {
                Do(message, seen.NewestOf(message.Data.Id));
                seen.Add(message.Id, message.Data.Id, message.Sequence); // After it was done: whoever dies in between does it again rather than never.
            }
        }
    }

    /// <param name="newest">The highest sequence that was heard of the order; 0 where this is the first.</param>
    private void Do(OrderMessage message, int newest)
    {
        var order = message.Data;
        if (message.Sequence < newest)
        {
            return; // Each message is the whole order: an old one, sent again by a person, knows less.
        }

        // The first that comes, whatever its type: where the one before it could not be delivered for days, it was left out.
        if (newest > 0)
        {
            Console.WriteLine($"Order {order.Number} is {order.Status}, {order.Refunded} {order.Currency} refunded (minor units).");
            return;
        }

        foreach (var line in order.Lines)
        {
            shop.Take(line.ProductId, line.Quantity.Ordered);
        }

        Console.WriteLine(Mail(order));
    }

    private static string Mail(Order order) => $"""

        To: {order.Buyer?.Email ?? "(no address)"}
        Subject: Your order {order.Number}

        {string.Join(Environment.NewLine, order.Lines.Select(line => $"{line.Quantity.Ordered} × {line.Title}"))}
        {string.Join(Environment.NewLine, order.Totals.Select(total => $"{total.Text}: {total.Amount} {order.Currency} (minor units)"))}
        {order.Permalink}
        """;
}
