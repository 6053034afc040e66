using System.Text.Json;

namespace Acp.Pricing;

/// <summary>A way of delivery as in the catalog file, but for one destination and with one price.</summary>
internal static class AnsweredOption
{
    /// <returns>Null where it cannot be read; the problem is noted.</returns>
    public static FulfillmentOption? Read(JsonSpot spot, Address? destination, string currency, DateTimeOffset now, Problems problems)
    {
        var option = new ObjectReader(spot, problems);
        var type = option.Required("type");
        var heading = new Heading(
            problems.OptionId(option.Required("id")),
            problems.Text(option.Required("title")),
            problems.Description(option.Optional("description")),
            new Dictionary<string, long> { [currency] = problems.Price(option.Required("price"), Currencies.Of(currency)) });
        ICatalogOption? read = (type?.Kind == JsonTokenType.String ? type.Text : null) switch
        {
            "shipping" when destination is not null => Shipping(option, heading, destination, problems),
            "local_delivery" when destination is not null => Local(option, heading, destination, problems),
            "pickup" => Pickup(option, heading, problems),
            _ => Neither(type, problems),
        };
        if (read is not null)
        {
            option.RefuseOthers();
        }

        return read?.For(destination, currency, now);
    }

    private static ShippingOption Shipping(ObjectReader option, Heading heading, Address destination, Problems problems)
    {
        var carrier = problems.OptionalText(option.Optional("carrier"));
        var (minimum, maximum) = ShippingSection.Days(option.Required("days"), problems);
        return new ShippingOption(
            heading.Id, heading.Title, heading.Description, carrier, [new ShippingZone(destination.Country, State: null)], minimum, maximum, heading.Prices);
    }

    private static LocalDelivery Local(ObjectReader option, Heading heading, Address destination, Problems problems)
    {
        var (earliest, latest) = LocalDeliverySection.Window(option.Required("window_hours"), problems);
        var (radius, center) = LocalDeliverySection.ServiceArea(option.Optional("service_area"), problems);
        var here = new LocalArea(destination.Country, State: null, City: null, []);
        return new LocalDelivery(heading.Id, heading.Title, heading.Description, [here], earliest, latest, radius, center, heading.Prices);
    }

    private static PickupPlace Pickup(ObjectReader option, Heading heading, Problems problems)
    {
        var name = problems.Text(option.Required("name"));
        return new PickupPlace(
            heading.Id,
            heading.Title,
            heading.Description,
            name,
            PickupSection.AddressOf(option.Required("address"), name, problems),
            problems.OptionalText(option.Optional("phone"), most: 40),
            problems.OptionalText(option.Optional("instructions"), most: 500),
            PickupSection.TypeOf(option.Required("place"), problems),
            [],
            (int)problems.Integer(option.Required("ready_in_hours"), 0, PickupSection.MostHours, "hours"),
            (int)problems.Integer(option.Required("kept_for_days"), 1, PickupSection.MostDays, "days"),
            heading.Prices);
    }

    private static ICatalogOption? Neither(JsonSpot? type, Problems problems)
    {
        if (type is not null)
        {
            problems.Add(type, "must be \"pickup\", or where there is a destination \"shipping\" or \"local_delivery\".");
        }

        return null;
    }

    private sealed record Heading(string Id, string Title, string? Description, IReadOnlyDictionary<string, long> Prices);
}
