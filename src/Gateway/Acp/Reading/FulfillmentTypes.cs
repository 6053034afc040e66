using Acp.Pricing;

namespace Acp.Gateway.Reading;

/// <summary>The ways to get the goods, as requests name them.</summary>
internal static class FulfillmentTypes
{
    public const string Shipping = "shipping";
    public const string Digital = "digital";

    private const string Pickup = "pickup";
    private const string LocalDelivery = "local_delivery";

    /// <returns>Null for a word the protocol does not have.</returns>
    public static FulfillmentType? Find(string name) => name switch
    {
        Shipping => FulfillmentType.Shipping,
        Digital => FulfillmentType.Digital,
        Pickup => FulfillmentType.Pickup,
        LocalDelivery => FulfillmentType.LocalDelivery,
        _ => null,
    };

    public static FulfillmentType Read(Field type) =>
        Find(type.Required().OneOf(Shipping, Pickup, LocalDelivery, Digital))!.Value;
}
