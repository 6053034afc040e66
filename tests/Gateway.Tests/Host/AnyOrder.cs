using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Orders;
using Acp.Pricing;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Gateway.Tests.Host;

/// <summary>Orders drawn by chance: every status, every way to leave, every course of money, every optional member there or not.</summary>
internal static class AnyOrder
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, 123, TimeSpan.FromHours(2));

    private static readonly string?[] Links = ["https://track.example/1?a=b c", "javascript:alert(1)", "not a link", null];

    public static Gen<OrderMessage> Messages { get; } =
        from order in Orders()
        select new OrderMessage(OrderMessage.IdOf(order.Id, order.Sequence), order);

    private static Gen<OrderSnapshot> Orders() =>
        from session in AnySession.Generator
        from status in Gen.Elements(Enum.GetValues<OrderStatus>())
        from sequence in Gen.Choose(1, 1_000)
        from draws in Gen.Choose(0, 1_000_000).ArrayOf(2 * session.Quote.Lines.Count)
        from fulfillments in AnySession.Few(Fulfillments(), 3)
        from adjustments in AnySession.Few(Adjustments(), 3)
        from flags in Gen.Choose(0, 15)
        select new OrderSnapshot(
            "ord_1", "1001", session.Id, "agents", sequence, status, session.Currency, session.Quote.Total, Refunded(adjustments),
            session.Buyer, session.FulfillmentDetails, (flags & 1) == 0 ? null : Sessions.Address, (flags & 2) == 0 ? null : "Ring <twice>.", session.Metadata,
            [.. session.Quote.Lines.Select((line, i) => Line(line, draws[2 * i], draws[(2 * i) + 1]))], [.. session.Quote.Options], session.Quote.Totals, session.Quote.Applied, fulfillments, adjustments, Noon, Noon.AddHours(sequence))
        {
            Locale = session.Locale,
            Consents = (flags & 4) == 0 ? [] : [new MarketingConsent("email", true), new MarketingConsent("sms", false)],
        };

    private static long Refunded(OrderAdjustment[] adjustments) =>
        adjustments.Where(one => one is { Kind: AdjustmentKind.Refund, Status: AdjustmentStatus.Completed }).Sum(one => one.Amount ?? 0);

    private static OrderLine Line(QuotedLine quoted, int first, int second)
    {
        var current = first % (quoted.Line.Quantity + 1);
        return new OrderLine(quoted, current, second % (current + 1));
    }

    private static Gen<OrderFulfillment> Fulfillments() =>
        from status in Gen.Elements(Enum.GetValues<FulfillmentStatus>())
        from dispatch in Dispatches()
        from quantities in AnySession.Few(Quantities(), 2)
        from events in AnySession.Few(Events(), 3)
        from address in AnySession.Maybe(Gen.Constant(Sessions.Address with { Company = "ACME" }))
        select new OrderFulfillment("ful_1", status, quantities, dispatch, address, events);

    private static Gen<Dispatch> Dispatches() =>
        from channel in Gen.Elements(Enum.GetValues<FulfillmentChannel>())
        from tracking in Gen.Elements(Links)
        from access in Gen.Elements(Links)
        from flags in Gen.Choose(0, 31)
        select new Dispatch(
            channel, (flags & 1) == 0 ? null : "USPS", (flags & 2) == 0 ? null : "9400", tracking,
            (flags & 4) == 0 ? null : Noon, (flags & 8) == 0 ? null : Noon.AddDays(1), access, (flags & 16) == 0 ? null : "Two boxes.");

    private static Gen<FulfillmentEvent> Events() =>
        from status in Gen.Elements(Enum.GetValues<FulfillmentStatus>())
        from flags in Gen.Choose(0, 3)
        select new FulfillmentEvent("ful_1_1", status, Noon, (flags & 1) == 0 ? null : "Left at the door.", (flags & 2) == 0 ? null : "Memphis, TN");

    private static Gen<OrderAdjustment> Adjustments() =>
        from kind in Gen.Elements(Enum.GetValues<AdjustmentKind>())
        from status in Gen.Elements(Enum.GetValues<AdjustmentStatus>())
        from amount in Gen.Choose(1, 100_000)
        from quantities in AnySession.Few(Quantities(), 2)
        from flags in Gen.Choose(0, 3)
        select new OrderAdjustment(
            "adj_1", kind, status, kind == AdjustmentKind.Cancellation ? null : amount, quantities,
            (flags & 1) == 0 ? null : "Broken <b>", (flags & 2) == 0 ? null : "requested_by_customer", Noon);

    private static Gen<LineQuantity> Quantities() => Gen.Choose(1, 9).Select(quantity => new LineQuantity("li_0", quantity));
}
