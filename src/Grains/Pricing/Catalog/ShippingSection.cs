namespace Acp.Pricing;

internal static class ShippingSection
{
    private const int MostDays = 365;

    public static IReadOnlyList<ShippingOption> Read(JsonSpot? section, Problems problems) =>
        problems.Distinct(section, spot => One(new ObjectReader(spot, problems), problems), option => option.Id, "id of the shipping option");

    private static ShippingOption One(ObjectReader option, Problems problems)
    {
        var id = OptionId(option.Required("id"), problems);
        var title = problems.Text(option.Required("title"));
        var (minimum, maximum) = Days(option.Required("days"), problems);
        var read = new ShippingOption(
            id,
            title,
            option.Optional("description") is { } description ? problems.Text(description, most: 500) : null,
            option.Optional("carrier") is { } carrier ? problems.Text(carrier) : null,
            Zones(option.Required("to"), problems),
            minimum,
            maximum,
            problems.AmountsOf(option.Required("prices")));
        option.RefuseOthers();
        return read;
    }

    private static string OptionId(JsonSpot? spot, Problems problems)
    {
        var id = problems.Id(spot);
        if (id == Fulfillment.DigitalOptionId)
        {
            problems.Add(spot!, $"must not be \"{id}\": that is the option of digital products.");
        }

        return id;
    }

    private static (int Minimum, int Maximum) Days(JsonSpot? spot, Problems problems)
    {
        var days = problems.List(spot).Select(day => (int)problems.Integer(day, 0, MostDays, "days")).ToList();
        if (spot is not null && (days.Count != 2 || days[0] > days[1]))
        {
            problems.Add(spot, "must be two numbers, the earliest day and the latest, such as [3, 5].");
        }

        return days.Count == 2 ? (days[0], days[1]) : (0, 0);
    }

    private static IReadOnlyList<ShippingZone> Zones(JsonSpot? spot, Problems problems)
    {
        if (spot is { Items.Count: 0 })
        {
            problems.Add(spot, "must list at least one place, such as [{\"country\": \"US\"}].");
        }

        return [.. problems.List(spot).SelectMany(zone => Zone(new ObjectReader(zone, problems), problems))];
    }

    private static IReadOnlyList<ShippingZone> Zone(ObjectReader zone, Problems problems)
    {
        var country = problems.Country(zone.Required("country"));
        var listed = zone.Optional("states");
        var states = problems.List(listed).Select(state => problems.State(state)).ToList();
        zone.RefuseOthers();
        if (listed is { Items.Count: 0 })
        {
            problems.Add(listed, "must list at least one state; leave it out for the whole country.");
        }

        return listed is null ? [new ShippingZone(country, null)] : [.. states.Select(state => new ShippingZone(country, state))];
    }
}
