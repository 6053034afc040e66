namespace Acp.Pricing;

/// <summary>What every way of fulfillment has in common.</summary>
internal static class OptionReading
{
    public static string OptionId(this Problems problems, JsonSpot? spot)
    {
        var id = problems.Id(spot);
        if (id == Fulfillment.DigitalOptionId)
        {
            problems.Add(spot!, $"must not be \"{id}\": that is the option of digital products.");
        }

        return id;
    }

    public static string? Description(this Problems problems, JsonSpot? spot) => spot is null ? null : problems.Text(spot, most: 500);

    /// <returns>Empty where the member is absent.</returns>
    public static IReadOnlyList<ShippingZone> Zones(this Problems problems, JsonSpot? spot)
    {
        if (spot is { Items.Count: 0 })
        {
            problems.Add(spot, "must list at least one place, such as [{\"country\": \"US\"}].");
        }

        return [.. problems.List(spot).SelectMany(zone => Zone(new ObjectReader(zone, problems), problems))];
    }

    /// <summary>A platform chooses by id alone in some versions of the protocol, so an id is one option's whatever its type.</summary>
    public static void RefuseSharedIds(this Problems problems, params ReadOnlySpan<JsonSpot?> sections)
    {
        var seen = new Dictionary<string, (JsonSpot Spot, int Section)>(StringComparer.Ordinal);
        for (var i = 0; i < sections.Length; i++)
        {
            foreach (var id in (sections[i]?.Items ?? []).Select(IdOf).OfType<JsonSpot>())
            {
                if (!seen.TryAdd(id.Text, (id, i)) && seen[id.Text].Section != i)
                {
                    problems.Add(id, $"is the id of the option on line {seen[id.Text].Spot.Line}, too; ids are unique over shipping, pickup and local_delivery.");
                }
            }
        }
    }

    private static JsonSpot? IdOf(JsonSpot option) => option.Members.FirstOrDefault(member => member.Name.Text == "id")?.Value;

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
