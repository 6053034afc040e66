using Acp.Gateway.Admin.Listing;
using Acp.ProviderEvents;
using Acp.Store;
using Ids = Acp.Gateway.Reading.Tokens;

namespace Acp.Gateway.Admin.Events;

/// <summary>What the payment provider told us, and the way back for what could not be treated.</summary>
internal static class EventEndpoints
{
    /// <summary>As the events are indexed by.</summary>
    private const string Kind = "provider_event";

    private const string Status = "status";
    private static readonly string[] Known = [Status, Page.Limit, Cursor.Name];

    private static readonly (string, ProviderEventStatus)[] Statuses =
        [.. Enum.GetValues<ProviderEventStatus>().Select(status => (EventJson.Word(status), status))];

    public static RouteGroupBuilder MapEvents(this RouteGroupBuilder admin)
    {
        admin.MapGet("/events", List).Needs(AdminRole.Read);
        admin.MapGet("/events/{id}", Detail).Needs(AdminRole.Read);
        admin.MapPost("/events/{id}/retry", Retry).Needs(AdminRole.Support);
        return admin;
    }

    private static async Task<IResult> List(HttpContext http, IInventory inventory)
    {
        var query = new Query(http.Request, Known);
        var status = query.OneOf(Status, Statuses);
        var (limit, list) = (Page.LimitOf(query), $"events {status}");
        var events = await inventory.ListStates(Kind, status?.ToString(), Cursor.Read(query, list), limit + 1);
        return AdminReply.Json(Page.Render(
            events, limit, (json, it) => EventJson.Write(json, StateCodec.Decode<EventRecord>(it.State.Span).View), it => Cursor.Write(list, it.Key)));
    }

    private static async Task<IResult> Detail(string id, IGrains grains, IStore store) =>
        Ids.IsPossible(id) && await grains.Get<IProviderEvent>(id).Retrieve() is { } view
            ? AdminReply.Json(EventJson.Render(view, await store.ReadAudit(EventRecord.KeyOf(id))))
            : AdminReply.NotFound("event");

    private static async Task<IResult> Retry(string id, HttpContext http, IGrains grains)
    {
        var reason = await Reasons.Optional(http.Request);
        return Ids.IsPossible(id) && await grains.Get<IProviderEvent>(id).TryAgain(http.Operator().Name, reason) is { } view
            ? AdminReply.Json(EventJson.Render(view))
            : AdminReply.NotFound("event");
    }
}
