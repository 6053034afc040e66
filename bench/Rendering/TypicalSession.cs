using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Bench.Rendering;

/// <summary>What a shopper's cart looks like shortly before it is paid: three lines, two ways to get them, a discount.</summary>
internal static class TypicalSession
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Address Home = new("Jane Doe", "1 Main St", "Apt 4", "San Francisco", "CA", "US", "94110");

    public static CheckoutSessionView View { get; } = new(
        "cs_6f1c2b7d9a4e4f0b8a3d5c7e9f1a2b3c",
        CheckoutStatus.ReadyForPayment,
        "usd",
        new Buyer("jane@example.com", "Jane", "Doe", null, "15550100"),
        new FulfillmentDetails("Jane Doe", "15550100", "jane@example.com", Home),
        Quote(),
        ["3ds"],
        "en-US",
        "America/Los_Angeles",
        Metadata: null,
        [],
        Order: null,
        Noon,
        Noon.AddMinutes(2),
        Noon.AddHours(6));

    private static Quote Quote() => new(
        [Line(1, 1_500, 2, 300), Line(2, 2_400, 1, 240), Line(3, 900, 3, 270)],
        [Shipping("us_standard", "Standard", 5, 500), Shipping("us_express", "Express", 2, 1_500)],
        [new SelectedFulfillment(FulfillmentType.Shipping, "us_standard", ["li_1", "li_2", "li_3"])],
        ["SPRING10"],
        [new AppliedDiscount("SPRING10", "10 % off", 100_000, null, 810, [300, 240, 270])],
        [],
        [
            new(TotalType.ItemsBaseAmount, "Items", 8_100), new(TotalType.ItemsDiscount, "Discount", 810), new(TotalType.Subtotal, "Subtotal", 7_290),
            new(TotalType.Discount, "Order discount", 0), new(TotalType.Fulfillment, "Standard", 500), new(TotalType.Tax, "Tax", 629), new(TotalType.Total, "Total", 8_419),
        ],
        [],
        Home);

    private static QuotedLine Line(int number, long price, int quantity, long discount)
    {
        var product = new FrozenProduct(
            $"item_{number}", $"Product number {number}", "Something that one would like to have.", price, ProductKind.Physical, "general",
            [$"https://shop.example/images/{number}.png"], 10);
        var (amount, tax) = (price * quantity, (price * quantity) - discount);
        return new QuotedLine(new CartLine($"li_{number}", quantity, product), amount, discount, amount - discount, tax / 12, amount - discount + (tax / 12), StockCounted: true);
    }

    private static FulfillmentOption Shipping(string id, string title, int days, long amount) =>
        new(FulfillmentType.Shipping, id, title, $"{days} days", "USPS", Noon.AddDays(days), Noon.AddDays(days + 2), amount) { Tax = amount / 12 };
}
