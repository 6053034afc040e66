using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Pricing;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Gateway.Tests.Host;

/// <summary>Sessions drawn by chance: every status, every way to get the goods, every optional member there or not.</summary>
internal static class AnySession
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] ErrorCodes =
        ["missing", "invalid", "out_of_stock", "payment_declined", "requires_3ds", "minimum_not_met", "region_restricted", "unsupported", "made_up"];

    private static readonly string[] Places =
        ["$.line_items", "$.line_items[0].quantity", "$.fulfillment_details.address", "$.selected_fulfillment_options[0]", "$.fulfillment_groups[0].item_ids", "$.discounts.codes[0]", "$.payment_data"];

    public static Gen<CheckoutSessionView> Generator { get; } =
        from status in Gen.Elements(Enum.GetValues<CheckoutStatus>())
        from quote in Quotes()
        from buyer in Maybe(Buyers())
        from details in Maybe(Details())
        from groups in Few(Groups(), 3)
        from messages in Few(Messages(), 3)
        from flags in Gen.Choose(0, 255)
        select new CheckoutSessionView(
            "cs_1", status, flags % 2 == 0 ? "usd" : "jpy", buyer, details, quote,
            (flags & 2) == 0 ? [] : ["3ds", "telepathy"],
            (flags & 4) == 0 ? null : "de-DE",
            (flags & 4) == 0 ? null : "Europe/Berlin",
            (flags & 8) == 0 ? null : """{"cart":"a<b>","nested":{"n":[1,null]}}""",
            messages,
            status == CheckoutStatus.Completed ? Order(quote, (flags & 16) == 0 ? null : "Ring twice.") : null,
            Noon, Noon.AddMinutes(1), Noon.AddHours(6))
        {
            Extensions = (flags & 32) == 0 ? [] : ["discount@2026-01-27", "loyalty"],
            Groups = [.. groups.Select((one, i) => one with { Id = $"group_{i}" })],
            QuoteId = (flags & 64) == 0 ? null : "quote_1",
        };

    private static OrderSnapshot Order(Quote quote, string? notes) => SomeOrders.Placed() with
    {
        OrderNotes = notes,
        Lines = [.. quote.Lines.Select(line => new OrderLine(line, line.Line.Quantity, Fulfilled: 0))],
        Chosen = quote.Options,
        Totals = quote.Totals,
    };

    private static Gen<Quote> Quotes() =>
        from lines in Few(Lines(), 4)
        from options in Few(Options(), 4)
        from codes in Gen.Choose(0, 2)
        from obstacles in Few(Obstacles(), 3)
        let applied = codes == 0 || lines.Length == 0 ? [] : new[] { Applied(lines, codes) }
        select new Quote(
            [.. lines.Select((line, i) => line with { Line = line.Line with { LineId = $"li_{i}" } })],
            [.. options.Select((option, i) => option with { Id = $"option_{i}" })],
            [.. options.Take(2).Select((option, i) => new SelectedFulfillment(option.Type, $"option_{i}", ["li_0"]))],
            codes == 0 ? [] : ["SAVE", "OLD"],
            applied,
            codes == 0 ? [] : [new RejectedDiscount("OLD", (DiscountRejection)(codes - 1), "OLD cannot be used.")],
            Receipt(lines, options),
            obstacles,
            TaxedAt: null);

    private static TotalLine[] Receipt(QuotedLine[] lines, FulfillmentOption[] options)
    {
        var (delivery, tax) = (options.Sum(option => option.Amount), lines.Sum(line => line.Tax) + options.Sum(option => option.Tax));
        return
        [
            new(TotalType.ItemsBaseAmount, "Items", lines.Sum(line => line.BaseAmount)),
            new(TotalType.ItemsDiscount, "Discounts", lines.Sum(line => line.Discount)),
            new(TotalType.Subtotal, "Subtotal", lines.Sum(line => line.Subtotal)),
            new(TotalType.Fulfillment, "Delivery", delivery),
            new(TotalType.Tax, "Tax", tax),
            new(TotalType.Total, "Total", lines.Sum(line => line.Subtotal) + delivery + tax),
        ];
    }

    private static Gen<QuotedLine> Lines() =>
        from quantity in Gen.Choose(1, 1_000)
        from price in Gen.Choose(0, 100_000)
        from discount in Gen.Choose(0, 500)
        from flags in Gen.Choose(0, 15)
        let product = new FrozenProduct(
            "item_1", "Mug <b>", (flags & 1) == 0 ? null : "A mug.", price, ProductKind.Physical, "general",
            (flags & 2) == 0 ? [] : ["https://shop.example/mug.png", "mug-small.png"], quantity)
        {
            Sku = (flags & 4) == 0 ? null : "MUG-1",
            Disclosures = (flags & 8) == 0 ? [] : [new Disclosure(true, "**Hot** inside."), new Disclosure(false, "Made of clay.")],
        }
        let total = (long)price * quantity
        select new QuotedLine(new CartLine("li", quantity, product), total, discount, total - discount, 7, total - discount + 7, StockCounted: true);

    private static AppliedDiscount Applied(QuotedLine[] lines, int kind) => new(
        "SAVE", "Save", kind == 1 ? 125_000 : null, kind == 1 ? null : 500, lines.Sum(line => line.Discount), [.. lines.Select(line => line.Discount)]);

    private static Gen<FulfillmentOption> Options() =>
        from type in Gen.Elements(Enum.GetValues<FulfillmentType>())
        from amount in Gen.Choose(0, 5_000)
        from tax in Gen.Choose(0, 500)
        from flags in Gen.Choose(0, 63)
        from pickup in Gen.Elements(Enum.GetValues<PickupType>())
        let later = (flags & 1) == 0 ? (DateTimeOffset?)null : Noon.AddDays(2)
        select new FulfillmentOption(
            type, "option", "An option", (flags & 2) == 0 ? null : "In a while", (flags & 4) == 0 ? null : "USPS", later, later, amount)
        {
            Tax = tax,
            Pickup = type != FulfillmentType.Pickup ? null : new PickupTerms(
                "Downtown", Sessions.Address with { Company = "ACME" }, (flags & 8) == 0 ? null : "15550001", (flags & 16) == 0 ? null : "Ring.", pickup, later, later),
            LocalDelivery = type != FulfillmentType.LocalDelivery ? null : new LocalDeliveryTerms(
                later, later, (flags & 8) == 0 ? null : 2.5m, (flags & 32) == 0 ? null : "10001"),
        };

    private static Gen<FulfillmentGroup> Groups() =>
        from type in Gen.Elements(Enum.GetValues<FulfillmentType>())
        from details in Maybe(Details())
        from flags in Gen.Choose(0, 3)
        select new FulfillmentGroup("g", ["li_0"], type, details, (flags & 1) == 0 ? null : "store_1", (flags & 2) == 0 ? null : "Leave at the door.");

    private static Gen<FulfillmentDetails> Details() =>
        from flags in Gen.Choose(0, 31)
        select new FulfillmentDetails(
            (flags & 1) == 0 ? null : "Jane", (flags & 2) == 0 ? null : "15550001", (flags & 4) == 0 ? null : "jane@example.com",
            (flags & 8) == 0 ? null : Sessions.Address with { Company = (flags & 16) == 0 ? null : "ACME" });

    private static Gen<Buyer> Buyers() =>
        from flags in Gen.Choose(0, 31)
        from name in Maybe(Gen.Elements("Jane Doe", "Madonna", "Gabriel José García Márquez", "  ", ""))
        select new Buyer(
            "jane@example.com", (flags & 1) == 0 ? null : "Jane", (flags & 2) == 0 ? null : (flags & 16) == 0 ? "" : "Doe", name,
            (flags & 4) == 0 ? null : "15550001", (flags & 8) == 0 ? null : """{"account_type":"guest","company":{"name":"ACME"}}""");

    private static Gen<SessionMessage> Messages() =>
        from kind in Gen.Elements(Enum.GetValues<MessageKind>())
        from code in Gen.Elements(ErrorCodes)
        from place in Gen.Elements(Places)
        from hasPlace in Gen.Elements(true, false)
        select new SessionMessage(kind, kind == MessageKind.Info ? null : code, hasPlace ? place : null, "Something.");

    private static Gen<Obstacle> Obstacles() =>
        from code in Gen.Elements(ErrorCodes)
        from place in Gen.Elements(Places)
        select new Obstacle(code, place, "Something is missing.");

    public static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class =>
        Gen.Frequency((1, Gen.Constant<T?>(null)), (3, gen.Select(value => (T?)value)));

    public static Gen<T[]> Few<T>(Gen<T> gen, int most) => Gen.Choose(0, most).SelectMany(count => gen.ArrayOf(count));
}
