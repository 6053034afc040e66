using Acp.Attention;
using Acp.Gateway.Admin.Listing;
using Acp.Store;
using Ids = Acp.Gateway.Reading.Tokens;

namespace Acp.Gateway.Admin.Attention;

/// <summary><c>GET /admin/attention</c>, and the way to say that a contradiction has been dealt with.</summary>
internal static class AttentionEndpoints
{
    private const string Status = "status";
    private static readonly string[] Known = [Status, Page.Limit, Cursor.Name];
    private static readonly (string, bool)[] Statuses = [("open", true), ("settled", false)];

    public static IServiceCollection AddAttention(this IServiceCollection services) =>
        services.AddSingleton<Due.DueLag>().AddSingleton<AttentionBoard>().AddSingleton<ContradictionDesk>();

    public static RouteGroupBuilder MapAttention(this RouteGroupBuilder admin)
    {
        admin.MapGet("/attention", Report).Needs(AdminRole.Read);
        admin.MapGet("/contradictions", List).Needs(AdminRole.Read);
        admin.MapPost("/contradictions/{id}/settle", Settle).Needs(AdminRole.Owner);
        return admin;
    }

    private static async Task<IResult> Report(HttpRequest request, AttentionBoard board)
    {
        Query.RequireNone(request);
        return AdminReply.Json(AttentionJson.Render(await board.Read()));
    }

    private static async Task<IResult> List(HttpContext http, IInventory inventory)
    {
        var query = new Query(http.Request, Known);
        var open = query.OneOf(Status, Statuses);
        var (limit, list, status) = (Page.LimitOf(query), $"contradictions {open}", open switch { null => null, true => "Open", _ => "Settled" });
        var found = await inventory.ListStates(Contradiction.ListedAs, status, Cursor.Read(query, list), limit + 1);
        return AdminReply.Json(Page.Render(
            found, limit, (json, it) => ContradictionJson.Write(json, StateCodec.Decode<Contradiction>(it.State.Span)), it => Cursor.Write(list, it.Key)));
    }

    private static async Task<IResult> Settle(string id, HttpContext http, ContradictionDesk desk)
    {
        var reason = await Reasons.Required(http.Request);
        return Ids.IsPossible(id) && await desk.Settle(id, http.Operator().Name, reason) is var (contradiction, _)
            ? AdminReply.Json(ContradictionJson.Render(contradiction))
            : AdminReply.NotFound("contradiction");
    }
}
