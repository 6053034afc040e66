using System.Globalization;
using System.Text.Json;

namespace Acp.Pricing;

internal static class LocalDeliverySection
{
    /// <summary>A week: what takes longer is shipping.</summary>
    private const int MostHours = 168;

    private const int MostMiles = 500;

    public static IReadOnlyList<LocalDelivery> Read(JsonSpot? section, Problems problems) =>
        problems.Distinct(section, spot => One(new ObjectReader(spot, problems), problems), option => option.Id, "id of the local delivery");

    private static LocalDelivery One(ObjectReader option, Problems problems)
    {
        var id = problems.OptionId(option.Required("id"));
        var title = problems.Text(option.Required("title"));
        var (earliest, latest) = Window(option.Required("window_hours"), problems);
        var (radius, center) = ServiceArea(option.Optional("service_area"), problems);
        var read = new LocalDelivery(
            id,
            title,
            problems.Description(option.Optional("description")),
            Areas(option.Required("to"), problems),
            earliest,
            latest,
            radius,
            center,
            problems.AmountsOf(option.Required("prices")));
        option.RefuseOthers();
        return read;
    }

    internal static (int Earliest, int Latest) Window(JsonSpot? spot, Problems problems)
    {
        var hours = problems.List(spot).Select(hour => (int)problems.Integer(hour, 0, MostHours, "hours")).ToList();
        if (spot is not null && (hours.Count != 2 || hours[0] >= hours[1]))
        {
            problems.Add(spot, "must be two numbers, the first hour and the last, such as [2, 4].");
        }

        return hours.Count == 2 ? (hours[0], hours[1]) : (0, 0);
    }

    private static IReadOnlyList<LocalArea> Areas(JsonSpot? spot, Problems problems)
    {
        if (spot is { Items.Count: 0 })
        {
            problems.Add(spot, "must list at least one place, such as [{\"country\": \"US\", \"postal_prefixes\": [\"941\"]}].");
        }

        return [.. problems.List(spot).Select(area => Area(area, new ObjectReader(area, problems), problems))];
    }

    private static LocalArea Area(JsonSpot spot, ObjectReader area, Problems problems)
    {
        var country = problems.Country(area.Required("country"));
        var state = problems.State(area.Optional("state"));
        var city = area.Optional("city");
        var prefixes = area.Optional("postal_prefixes");
        area.RefuseOthers();
        if (city is null && (prefixes is null || prefixes.Items.Count == 0))
        {
            problems.Add(spot, "must name a \"city\" or \"postal_prefixes\": a whole state or country is not local.");
        }

        return new LocalArea(
            country,
            state,
            city is null ? null : problems.Text(city),
            [.. problems.List(prefixes).Select(prefix => problems.PostalPrefix(prefix)!)]);
    }

    internal static (decimal? RadiusMiles, string? CenterPostalCode) ServiceArea(JsonSpot? spot, Problems problems)
    {
        if (spot is null)
        {
            return default;
        }

        var area = new ObjectReader(spot, problems);
        var radius = area.Optional("radius_miles");
        var center = area.Optional("center_postal_code");
        area.RefuseOthers();
        return (radius is null ? null : Miles(radius, problems), center is null ? null : problems.Text(center, most: 12));
    }

    private static decimal? Miles(JsonSpot spot, Problems problems)
    {
        if (spot.Kind == JsonTokenType.Number
            && decimal.TryParse(spot.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var miles)
            && miles is > 0 and <= MostMiles)
        {
            return miles;
        }

        problems.Add(spot, string.Create(CultureInfo.InvariantCulture, $"must be a number of miles above 0, at most {MostMiles}, such as 7.5."));
        return null;
    }
}
