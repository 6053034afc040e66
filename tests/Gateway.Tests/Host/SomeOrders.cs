using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Orders;
using Acp.Store;

namespace Acp.Gateway.Tests.Host;

/// <summary>Orders with every member set, and how they are told.</summary>
internal static class SomeOrders
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static MerchantOptions Supporting { get; } = new()
    {
        Name = "Test Shop",
        PublicUrl = "https://shop.example/",
        MerchantId = "acct_test",
        Support = new MerchantSupport { Email = "help@shop.example", Phone = "1 555 0100", Hours = "Mon-Fri 9-17", HelpCenterUrl = "https://shop.example/help" },
    };

    public static OrderMessage Message(OrderSnapshot order) => new(OrderMessage.IdOf(order.Id, order.Sequence), order);

    public static OrderSnapshot Placed() => new(
        "ord_1", "1001", "cs_1", "agents", Sequence: 1, OrderStatus.Confirmed, "usd", Charged: 2_390, Refunded: 0,
        Sessions.Ready().Buyer, Sessions.Ready().FulfillmentDetails, Sessions.Address with { City = "Albany" }, "Ring twice.", """{"cart":"a<b>"}""",
        [.. Sessions.Ready().Quote.Lines.Select(line => new OrderLine(line, line.Line.Quantity, 0))],
        [Sessions.Ready().Quote.Options[0]], Sessions.Ready().Quote.Totals, Sessions.Ready().Quote.Applied, [], [], Noon, Noon)
    {
        Locale = "en-US",
        Consents = [new MarketingConsent("email", true)],
    };

    /// <summary>One of two mugs has left; half of the money is paid back, and a second refund waits.</summary>
    public static OrderSnapshot HalfShippedAndRefunded() => Placed() with
    {
        Sequence = 4,
        Status = OrderStatus.Processing,
        Refunded = 1_000,
        Lines = [Placed().Lines[0] with { Fulfilled = 1 }],
        Fulfillments = [Parcel()],
        Adjustments =
        [
            new("re_1", AdjustmentKind.Refund, AdjustmentStatus.Completed, 1_000, [new("li_1", 1)], "Chipped", "requested_by_customer", Noon.AddDays(2)),
            new("re_2", AdjustmentKind.Refund, AdjustmentStatus.Pending, 200, [], null, "duplicate", Noon.AddDays(3)),
        ],
        UpdatedAt = Noon.AddDays(3),
    };

    /// <summary>As it is stored, with everything that can happen to it.</summary>
    public static OrderRecord Record(string id, string product = "Mug", string text = "Chipped", string link = "https://track.example/9400") => new(new PlacedOrder(
        id, "1001", "cs_1", "agents", "usd", Placed().Buyer, Placed().Recipient, Placed().BillingAddress, "Ring twice.", Placed().Metadata, "en-US",
        [.. Sessions.Ready().Quote.Lines.Select(line => line with { Line = line.Line with { Product = line.Line.Product with { Name = product } } })],
        Placed().Chosen, Placed().Totals, new OrderPayment("pi_secret", "acct_secret", 2_390), Noon))
    {
        Entries =
        [
            new OrderEntry.Confirmed(Noon),
            new OrderEntry.Fulfilled("ful_1", [new("li_1", 1)], new Dispatch(FulfillmentChannel.Shipping, "USPS", "9400", link, Noon.AddDays(3), Noon.AddDays(4), null, text), Noon.AddDays(1)),
            new OrderEntry.Progressed("ful_1", FulfillmentStatus.OutForDelivery, text, "New York", Noon.AddDays(2)),
            new OrderEntry.RefundChanged("re_1", AdjustmentStatus.Completed, 1_000, [new("li_1", 1)], "requested_by_customer", text, Elsewhere: false, Noon.AddDays(2)),
            new OrderEntry.DisputeChanged("dp_1", "needs_response", AdjustmentStatus.Pending, 2_390, "fraudulent", Noon.AddDays(3)),
        ],
    };

    public static OrderFulfillment Parcel() => new(
        "ful_1", FulfillmentStatus.FailedAttempt, [new("li_1", 1)],
        new Dispatch(FulfillmentChannel.Shipping, "USPS", "9400", "https://track.example/9400", Noon.AddDays(3), Noon.AddDays(4), null, "One box"),
        Sessions.Address,
        [
            new("ful_1_1", FulfillmentStatus.Shipped, Noon.AddDays(1), "One box", null),
            new("ful_1_2", FulfillmentStatus.FailedAttempt, Noon.AddDays(2), "Nobody was in", "New York"),
        ]);

    public static async Task Keep(IStore store, OrderRecord record)
    {
        var known = await store.LoadSnapshot<OrderRecord>(OrderRecord.KeyOf(record.Placed.Id));
        var verdict = await store.Commit(new Unit(Guid.NewGuid(), Noon) { States = [known.To(record, record.Index())] });
        Assert.IsType<Verdict.Committed>(verdict);
    }
}
