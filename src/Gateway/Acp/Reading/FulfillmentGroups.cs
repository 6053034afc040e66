using Acp.Pricing;

namespace Acp.Gateway.Reading;

/// <summary>Reads <c>fulfillment_groups</c>. Whether the items are in the cart and can go that way is the cart's to say.</summary>
internal static class FulfillmentGroups
{
    public static IReadOnlyList<FulfillmentGroup> ReadOptional(Field groups) => groups.HasValue ? Read(groups) : [];

    public static IReadOnlyList<FulfillmentGroup> Read(Field groups)
    {
        var read = groups.List(Limits.Items, ReadOne);
        return read.DistinctBy(group => group.Id).Count() == read.Count
            ? read
            : throw groups.Fault("invalid_value", "must give every group an id of its own");
    }

    private static FulfillmentGroup ReadOne(Field group) => new(
        group.Object()["id"].RequiredText(Limits.Id),
        group["item_ids"].Required().List(Limits.Items, id => id.RequiredText(Limits.Id)),
        FulfillmentTypes.Read(group["destination_type"]),
        Destinations.ReadOptional(group["fulfillment_details"]),
        group["location_id"].OptionalText(Limits.Id),
        group["instructions"].OptionalText(Limits.Text));
}
