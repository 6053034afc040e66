using static Acp.Orders.FulfillmentStatus;

namespace Acp.Orders;

/// <summary>Where a fulfillment begins, and what may follow what: the table is <c>Fulfillment.transitions.txt</c>. Pure.</summary>
public static class FulfillmentCourse
{
    public static FulfillmentStatus Beginning(FulfillmentChannel channel) => channel switch
    {
        FulfillmentChannel.Shipping => Shipped,
        FulfillmentChannel.Pickup => ReadyForPickup,
        _ => Delivered, // What is downloaded has arrived once it can be.
    };

    /// <summary>Carriers repeat themselves, and report late: what is on its way may be seen anywhere on it. What has ended stays so.</summary>
    public static bool Leads(FulfillmentStatus from, FulfillmentStatus to) => from switch
    {
        Shipped => to is not (Shipped or ReadyForPickup),
        InTransit or OutForDelivery or FailedAttempt => to is not (Shipped or Canceled),
        ReadyForPickup => to is Delivered or ReturnedToSender or Canceled,
        Undeliverable => to is ReturnedToSender or Canceled,
        _ => false,
    };
}
