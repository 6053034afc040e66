using Acp.Orders;
using Acp.Pricing;

namespace Acp.Gateway.Orders;

/// <summary>
/// What of an order stands on its permalink. A link is forwarded, copied and kept in histories: so it holds what was
/// bought, what it cost and where it is on its way, and neither who bought it nor where he lives.
/// </summary>
internal static class PublicOrder
{
    public static OrderSnapshot Of(OrderSnapshot order) => order with
    {
        Buyer = null,
        Recipient = new FulfillmentDetails(Name: null, PhoneNumber: null, Email: null, TownOf(order.Recipient?.Address)),
        BillingAddress = null,
        OrderNotes = null,
        Metadata = null,
        Locale = null,
        Consents = [],
        Fulfillments = [.. order.Fulfillments.Select(WithoutDoor)],
    };

    private static Address? TownOf(Address? home) =>
        home is null ? null : home with { Name = string.Empty, LineOne = string.Empty, LineTwo = null, PostalCode = string.Empty, Company = null };

    // A shop where things are picked up is no secret; a home is.
    private static OrderFulfillment WithoutDoor(OrderFulfillment one) =>
        one.Dispatch.Channel == FulfillmentChannel.Pickup ? one : one with { Destination = null };
}
