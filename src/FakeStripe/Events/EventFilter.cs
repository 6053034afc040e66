namespace Acp.Fakes;

/// <summary>What a list of events is asked for: types, and a range of seconds in which they were created.</summary>
internal sealed class EventFilter
{
    private readonly HashSet<string> types;
    private readonly long from;
    private readonly long to;

    private EventFilter(HashSet<string> types, long from, long to) => (this.types, this.from, this.to) = (types, from, to);

    public static EventFilter Of(Dictionary<string, string> query)
    {
        var exact = Fields.Whole(query, "created");
        return new(
            [.. query.Where(field => field.Key == "type" || Fields.Root(field.Key) == "types").Select(field => field.Value)],
            exact ?? Fields.Whole(query, "created[gte]") ?? Fields.Whole(query, "created[gt]") + 1 ?? long.MinValue,
            exact ?? Fields.Whole(query, "created[lte]") ?? Fields.Whole(query, "created[lt]") - 1 ?? long.MaxValue);
    }

    public bool Admits(FakeEvent it)
    {
        var created = it.Created.ToUnixTimeSeconds();
        return created >= from && created <= to && (types.Count == 0 || types.Contains(it.Type));
    }
}
