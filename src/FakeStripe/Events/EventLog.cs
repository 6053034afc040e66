namespace Acp.Fakes;

/// <summary>The newest events, oldest first. They follow from the executed calls and the clock, so a journal brings them back.</summary>
internal sealed class EventLog(FakeStripeOptions options, Deliveries deliveries)
{
    private const int ListedByDefault = 10;
    private const int MostListed = 100;

    private readonly Dictionary<string, FakeEvent> byId = new(StringComparer.Ordinal);
    private readonly List<FakeEvent> byAge = [];
    private long count;

    /// <summary>False while a journal is read: what happened before the restart was on its way then.</summary>
    public bool Delivers { get; set; }

    public IReadOnlyList<FakeEvent> Newest => [.. byAge];

    public FakeEvent? Find(string id) => byId.GetValueOrDefault(id);

    public void Raise(Happening happening, Cause cause, DateTimeOffset at)
    {
        if (!options.EventTypes.Contains(happening.Type))
        {
            return;
        }

        var id = StripeState.IdOf("evt_", $"{++count}:{happening.Type}:{happening.ObjectId}");
        var raised = new FakeEvent(id, happening, at, cause, options.ApiVersion);
        byId.Add(id, raised);
        byAge.Add(raised);
        Trim();
        if (Delivers)
        {
            deliveries.Add(raised);
        }
    }

    public Outcome Show(string id, Caller by) => Find(id) is { } found && found.By.Id == by.Id
        ? new(200, found.ToJson(deliveries.PendingOf(found)), "event")
        : Errors.Refused(404, "resource_missing", $"No such event: '{id}'", "id");

    public Outcome List(Dictionary<string, string> query, Caller by)
    {
        var limit = Fields.Whole(query, "limit") ?? ListedByDefault;
        if (limit is < 1 or > MostListed)
        {
            return Errors.Parameter("parameter_invalid_integer", "limit", "The limit is a number from 1 to 100.");
        }

        IEnumerable<FakeEvent> listed = byAge.AsEnumerable().Reverse().Where(it => it.By.Id == by.Id);
        if (query.GetValueOrDefault("starting_after") is { } last)
        {
            if (Find(last) is not { } before)
            {
                return Errors.Refused(400, "resource_missing", $"No such event: '{last}'", "starting_after");
            }

            listed = listed.SkipWhile(it => it != before).Skip(1);
        }

        var wanted = EventFilter.Of(query);
        var page = listed.Where(wanted.Admits).Take((int)limit + 1).ToList();
        return new(200, Json.Write(json =>
        {
            json.WriteString("object", "list");
            json.WriteString("url", "/v1/events");
            json.WriteBoolean("has_more", page.Count > limit);
            json.WriteStartArray("data");
            foreach (var it in page.Take((int)limit))
            {
                json.WriteStartObject();
                it.WriteMembers(json, deliveries.PendingOf(it));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }), "list");
    }

    // In steps, because each one moves all that stay.
    private void Trim()
    {
        if (byAge.Count < options.EventLimit * 2L)
        {
            return;
        }

        var old = byAge.Count - options.EventLimit;
        byAge.GetRange(0, old).ForEach(it => byId.Remove(it.Id));
        byAge.RemoveRange(0, old);
    }
}
