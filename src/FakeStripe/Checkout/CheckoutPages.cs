namespace Acp.Fakes;

/// <summary>Hosted pages over the API: created, shown, listed, expired by a call or by the clock.</summary>
internal sealed class CheckoutPages(StripeState state)
{
    private const string Prefix = "cs_test_";
    private const int ListedByDefault = 10;
    private const int MostListed = 100;

    private readonly Dictionary<string, CheckoutPage> byId = new(StringComparer.Ordinal);
    private readonly List<CheckoutPage> byAge = [];
    private readonly PriorityQueue<CheckoutPage, DateTimeOffset> byEnd = new();

    public Outcome Create(Dictionary<string, string> form, Caller by, string? key, DateTimeOffset now)
    {
        var (parameters, refusal) = CheckoutParameters.Read(form, now);
        if (parameters is null)
        {
            return refusal!;
        }

        var page = new CheckoutPage(state.NewId(Prefix, key, byId.ContainsKey), parameters, by, now);
        byId.Add(page.Id, page);
        byAge.Add(page);
        byEnd.Enqueue(page, parameters.ExpiresAt);
        return page.Shown(state.PagesAt);
    }

    /// <summary>As a browser finds it, which has no key of any account.</summary>
    public CheckoutPage? Find(string id) => byId.GetValueOrDefault(id);

    public Outcome Show(string id, Dictionary<string, string> query, Caller by) =>
        Find(id, by) is { } page ? page.Shown(state.PagesAt, ExpandsIntent(query)) : NoSuchPage(id);

    public Outcome List(Dictionary<string, string> query, Caller by)
    {
        var limit = Fields.Whole(query, "limit") ?? ListedByDefault;
        if (limit is < 1 or > MostListed)
        {
            return Errors.Parameter("parameter_invalid_integer", "limit", "The limit is a number from 1 to 100.");
        }

        var listed = byAge.AsEnumerable().Reverse().Where(page => page.By.Id == by.Id);
        if (query.GetValueOrDefault("starting_after") is { } last)
        {
            listed = listed.SkipWhile(page => page.Id != last).Skip(1);
        }

        var wanted = listed.Where(page => IsWanted(page, query)).Take((int)limit + 1).ToList();
        return new(200, Json.Write(json =>
        {
            json.WriteString("object", "list");
            json.WriteString("url", "/v1/checkout/sessions");
            json.WriteBoolean("has_more", wanted.Count > limit);
            json.WriteStartArray("data");
            foreach (var page in wanted.Take((int)limit))
            {
                json.WriteStartObject();
                page.WriteMembers(json, state.PagesAt);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }), "list");
    }

    public Outcome Expire(string id, Caller by, DateTimeOffset now)
    {
        if (Find(id, by) is not { } page)
        {
            return NoSuchPage(id);
        }

        if (page.Status != CheckoutPage.Open)
        {
            return Errors.Refused(400, null, $"Only a page that is open can be expired; this one is {page.Status}.")
                with { IntentId = page.Intent?.Id, Session = page.Session };
        }

        End(page, now);
        return page.Shown(state.PagesAt);
    }

    public void ExpireDue(DateTimeOffset now)
    {
        while (byEnd.TryPeek(out var page, out var end) && end <= now)
        {
            byEnd.Dequeue();
            if (page.Status == CheckoutPage.Open)
            {
                End(page, end);
            }
        }
    }

    /// <summary>What its intent has come to.</summary>
    public void Follow(CheckoutPage page, DateTimeOffset now)
    {
        switch (page.Status, page.Intent?.Status)
        {
            case (CheckoutPage.Open, "succeeded" or "processing"):
                Finish(page, now);
                break;
            case (CheckoutPage.Complete, "succeeded"):
                state.Raise(EventTypes.PagePaidLater, page, now);
                break;
            case (CheckoutPage.Complete, "requires_payment_method"):
                state.Raise(EventTypes.PageFailedLater, page, now);
                break;
        }
    }

    public void Finish(CheckoutPage page, DateTimeOffset now)
    {
        page.Status = CheckoutPage.Complete;
        state.Raise(EventTypes.PageCompleted, page, now);
    }

    // An authentication that is still open can no longer charge.
    private void End(CheckoutPage page, DateTimeOffset at)
    {
        page.Status = CheckoutPage.Expired;
        if (page.Intent is { CanBeCanceled: true } intent)
        {
            state.Intents.Abandon(intent, at);
        }

        state.Raise(EventTypes.PageExpired, page, at);
    }

    private CheckoutPage? Find(string id, Caller by) => byId.TryGetValue(id, out var page) && page.By.Id == by.Id ? page : null;

    private static bool IsWanted(CheckoutPage page, Dictionary<string, string> query) =>
        query.GetValueOrDefault("status", page.Status) == page.Status
            && (!query.TryGetValue("payment_intent", out var intent) || page.Intent?.Id == intent)
            && page.Created.ToUnixTimeSeconds() >= (Fields.Whole(query, "created[gte]") ?? 0)
            && page.Created.ToUnixTimeSeconds() <= (Fields.Whole(query, "created[lte]") ?? long.MaxValue);

    private static bool ExpandsIntent(Dictionary<string, string> query) =>
        query.Any(field => Fields.Root(field.Key) == "expand" && field.Value == "payment_intent");

    private static Outcome NoSuchPage(string id) => Errors.Refused(404, "resource_missing", $"No such checkout.session: {id}", "session");
}
