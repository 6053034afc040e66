using System.Text.Json;

namespace Acp.Pricing;

internal static class PickupSection
{
    /// <summary>Thirty days.</summary>
    internal const int MostHours = 720;

    internal const int MostDays = 365;

    public static IReadOnlyList<PickupPlace> Read(JsonSpot? section, Problems problems) =>
        problems.Distinct(section, spot => One(new ObjectReader(spot, problems), problems), place => place.Id, "id of the pickup option");

    private static PickupPlace One(ObjectReader place, Problems problems)
    {
        var id = problems.OptionId(place.Required("id"));
        var title = problems.Text(place.Required("title"));
        var name = problems.Text(place.Required("name"));
        var read = new PickupPlace(
            id,
            title,
            problems.Description(place.Optional("description")),
            name,
            AddressOf(place.Required("address"), name, problems),
            place.Optional("phone") is { } phone ? problems.Text(phone, most: 40) : null,
            place.Optional("instructions") is { } instructions ? problems.Text(instructions, most: 500) : null,
            TypeOf(place.Required("type"), problems),
            problems.Zones(place.Optional("to")),
            (int)problems.Integer(place.Required("ready_in_hours"), 0, MostHours, "hours"),
            (int)problems.Integer(place.Required("kept_for_days"), 1, MostDays, "days"),
            problems.AmountsOf(place.Required("prices")));
        place.RefuseOthers();
        return read;
    }

    internal static Address AddressOf(JsonSpot? spot, string name, Problems problems)
    {
        if (spot is null)
        {
            return new Address(name, "", null, "", "", "", "");
        }

        var reader = new ObjectReader(spot, problems);
        var state = reader.Optional("state");
        var address = new Address(
            name,
            problems.Text(reader.Required("line_one")),
            reader.Optional("line_two") is { } second ? problems.Text(second) : null,
            problems.Text(reader.Required("city")),
            problems.State(state) ?? "",
            problems.Country(reader.Required("country")),
            reader.Optional("postal_code") is { } code ? problems.Text(code, most: 12) : "");
        reader.RefuseOthers();
        RefuseUnknownState(address, state ?? spot, problems);
        return address;
    }

    // What is picked up here is taxed here.
    private static void RefuseUnknownState(Address address, JsonSpot spot, Problems problems)
    {
        if (!Place.HasKnownState(address))
        {
            problems.Add(spot, $"must have a state of {address.Country}, such as \"CA\"; what is picked up is taxed there.");
        }
    }

    internal static PickupType TypeOf(JsonSpot? spot, Problems problems)
    {
        PickupType? type = (spot?.Kind == JsonTokenType.String ? spot.Text : null) switch
        {
            "in_store" => PickupType.InStore,
            "curbside" => PickupType.Curbside,
            "locker" => PickupType.Locker,
            _ => null,
        };
        if (spot is not null && type is null)
        {
            problems.Add(spot, "must be \"in_store\", \"curbside\" or \"locker\".");
        }

        return type ?? PickupType.InStore;
    }
}
