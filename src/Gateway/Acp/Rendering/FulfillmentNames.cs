using System.Diagnostics;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

internal static class FulfillmentNames
{
    public static string Of(FulfillmentType type) => type switch
    {
        FulfillmentType.Shipping => "shipping",
        FulfillmentType.Digital => "digital",
        FulfillmentType.Pickup => "pickup",
        FulfillmentType.LocalDelivery => "local_delivery",
        _ => throw new UnreachableException($"Unhandled {type}."),
    };

    public static string Of(PickupType type) => type switch
    {
        PickupType.InStore => "in_store",
        PickupType.Curbside => "curbside",
        PickupType.Locker => "locker",
        _ => throw new UnreachableException($"Unhandled {type}."),
    };
}
