namespace Acp.Pricing;

internal static class ShippingSection
{
    private const int MostDays = 365;

    public static IReadOnlyList<ShippingOption> Read(JsonSpot? section, Problems problems) =>
        problems.Distinct(section, spot => One(new ObjectReader(spot, problems), problems), option => option.Id, "id of the shipping option");

    private static ShippingOption One(ObjectReader option, Problems problems)
    {
        var id = problems.OptionId(option.Required("id"));
        var title = problems.Text(option.Required("title"));
        var (minimum, maximum) = Days(option.Required("days"), problems);
        var read = new ShippingOption(
            id,
            title,
            problems.Description(option.Optional("description")),
            option.Optional("carrier") is { } carrier ? problems.Text(carrier) : null,
            problems.Zones(option.Required("to")),
            minimum,
            maximum,
            problems.AmountsOf(option.Required("prices")));
        option.RefuseOthers();
        return read;
    }

    internal static (int Minimum, int Maximum) Days(JsonSpot? spot, Problems problems)
    {
        var days = problems.List(spot).Select(day => (int)problems.Integer(day, 0, MostDays, "days")).ToList();
        if (spot is not null && (days.Count != 2 || days[0] > days[1]))
        {
            problems.Add(spot, "must be two numbers, the earliest day and the latest, such as [3, 5].");
        }

        return days.Count == 2 ? (days[0], days[1]) : (0, 0);
    }
}
