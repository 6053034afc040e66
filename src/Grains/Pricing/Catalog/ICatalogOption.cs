namespace Acp.Pricing;

/// <summary>A way of fulfillment as the merchant's file has it.</summary>
internal interface ICatalogOption
{
    /// <returns>Null where it is not for this shopper, or has no price in this currency.</returns>
    FulfillmentOption? For(Address? destination, string currency, DateTimeOffset now);
}
