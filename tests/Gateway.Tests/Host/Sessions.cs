using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Gateway.Tests.Host;

/// <summary>Sessions with every member set, so that a reply can go wrong in as many places as possible.</summary>
internal static class Sessions
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, 123, TimeSpan.FromHours(2));

    public static MerchantOptions Merchant { get; } = new()
    {
        Name = "Test Shop",
        PublicUrl = "https://shop.example/",
        MerchantId = "acct_test",
        Links = { new MerchantLink { Type = "terms_of_use", Url = "https://shop.example/terms" } },
    };

    public static AcpVersions Newest { get; } = new([new Version20260417.Version20260417(Microsoft.Extensions.Options.Options.Create(Merchant))]);

    public static Address Address { get; } = new("Jane Doe", "1 Main St", null, "New York", "NY", "US", "10001");

    /// <param name="version">In whose words; the newest where none is given.</param>
    public static Answer Replied(CheckoutSessionView session, bool replayed = false, int status = 200, string version = AcpHost.Version) =>
        new Answer.Replied(new Reply(status, Versions.Named(version).Render(session)), replayed);

    public static CheckoutSessionView Ready() => new(
        "cs_1",
        CheckoutStatus.ReadyForPayment,
        "usd",
        new Buyer("jane@example.com", "Jane", "Doe", null, "15550001", """{"account_type":"guest","loyalty":{"points_balance":5}}"""),
        new FulfillmentDetails("Jane Doe", null, "jane@example.com", Address),
        Quote(),
        ["3ds", "telepathy"],
        "en-US",
        "America/New_York",
        """{"cart":"a<b>"}""",
        [],
        null,
        Noon,
        Noon.AddMinutes(1),
        Noon.AddHours(6));

    public static CheckoutSessionView Bare() => Ready() with
    {
        Status = CheckoutStatus.NotReadyForPayment,
        Buyer = null,
        FulfillmentDetails = null,
        Interventions = [],
        Locale = null,
        Timezone = null,
        Metadata = null,
        Quote = Quote() with
        {
            Options = [],
            Selected = [],
            DiscountCodes = [],
            Applied = [],
            Rejected = [],
            TaxedAt = null,
            Obstacles = [new("missing", "$.fulfillment_details.address", "An address is needed."), new("made_up", "$.line_items[0]", "Odd.")],
        },
    };

    public static CheckoutSessionView Completed() => Ready() with
    {
        Status = CheckoutStatus.Completed,
        Order = SomeOrders.Placed(),
    };

    public static CheckoutSessionView Declined() => Ready() with
    {
        Messages =
        [
            new(MessageKind.Error, "payment_declined", "$.payment_data", "Insufficient funds."),
            new(MessageKind.Warning, "price_change", null, "A price changed."),
            new(MessageKind.Warning, "unheard_of", null, "Something."),
            new(MessageKind.Info, null, null, "Hello."),
        ],
    };

    private static Quote Quote() => new(
        [new(new CartLine("li_1", 2, Product), 2_000, 250, 1_750, 140, 1_890, StockCounted: true)],
        [
            new(FulfillmentType.Shipping, "std", "Standard", "3 days", "USPS", Noon.AddDays(3), Noon.AddDays(5), 500),
            new(FulfillmentType.Digital, "digital", "Download", null, null, null, null, 0),
        ],
        [new(FulfillmentType.Shipping, "std", ["li_1"])],
        ["SAVE12", "OLD"],
        [new AppliedDiscount("SAVE12", "12.5 % off", 125_000, null, 250, [250])],
        [new RejectedDiscount("OLD", DiscountRejection.Expired, "OLD has expired.")],
        [
            new(TotalType.ItemsBaseAmount, "Items", 2_000), new(TotalType.ItemsDiscount, "Discount", 250),
            new(TotalType.Subtotal, "Subtotal", 1_750), new(TotalType.Discount, "Order discount", 0),
            new(TotalType.Fulfillment, "Shipping", 500), new(TotalType.Tax, "Tax", 140), new(TotalType.Total, "Total", 2_390),
        ],
        [],
        Address);

    private static FrozenProduct Product { get; } = new(
        "item_1", "Mug", "A mug.", 1_000, ProductKind.Physical, "general", ["https://shop.example/mug.png", "mug-small.png"], 5);
}
