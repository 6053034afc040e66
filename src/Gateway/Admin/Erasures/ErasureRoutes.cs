using System.Text.Json;
using Acp.Erasures;
using Acp.Gateway.Admin.Listing;
using Acp.Gateway.Admin.Orders;
using Acp.Gateway.Errors;
using Acp.Gateway.Http;
using Acp.Gateway.Json;
using Acp.Gateway.Reading;
using Acp.Store;

namespace Acp.Gateway.Admin.Erasures;

/// <summary><c>/admin/erasures</c>: has a buyer's data erased, and tells of what was. It names no buyer.</summary>
internal static class ErasureRoutes
{
    private const int LargestBody = 16 * 1024;

    /// <summary>Characters.</summary>
    private const int LongestReason = 500;

    private const string Status = "status";
    private static readonly string[] Known = [Status, Page.Limit, Cursor.Name];
    private static readonly string[] Members = ["order", "session", "buyer", "reason", "overrule"];
    private static readonly (string, ErasureStatus)[] Statuses = [("scheduled", ErasureStatus.Scheduled), ("erased", ErasureStatus.Erased)];

    public static RouteGroupBuilder MapErasures(this RouteGroupBuilder admin)
    {
        admin.MapGet("/erasures", List).Needs(AdminRole.Read);
        admin.MapPost("/erasures", Ask).Needs(AdminRole.Support);
        admin.MapGet("/erasures/{id}", Show).Needs(AdminRole.Read);
        return admin;
    }

    private static async Task<IResult> List(HttpContext http, IInventory inventory)
    {
        var query = new Query(http.Request, Known);
        var status = query.OneOf(Status, Statuses);
        var (limit, list) = (Page.LimitOf(query), $"erasures {status}");
        var found = await inventory.ListStates(Erasure.ListedAs, status?.ToString(), Cursor.Read(query, list), limit + 1);
        return AdminReply.Json(Page.Render(
            found, limit, (json, it) => ErasureJson.Write(json, StateCodec.Decode<Erasure>(it.State.Span)), it => Cursor.Write(list, it.Key)));
    }

    private static async Task<IResult> Show(string id, IStore store) =>
        SessionIds.IsPossible(id) && (await store.LoadSnapshot<Erasure>(Erasure.KeyOf(id))).State is { } erasure
            ? AdminReply.Json(ErasureJson.Render(erasure, await store.ReadAudit(Erasure.KeyOf(id))))
            : AdminReply.NotFound("erasure");

    private static async Task<IResult> Ask(HttpContext http, ErasureDesk desk)
    {
        MediaTypes.RequireJson(http.Request);
        using var json = JsonBody.Parse(await RequestBodies.Read(http.Request, LargestBody));
        var body = Field.Root(json.RootElement).Object().OnlyKnown(Members); // A misspelt «overrule» would be taken for none.
        var wish = Wish(http.Operator(), body);
        return Named(body) switch
        {
            ("order", var order) => Told(OrderIds.IsPossible(order) ? await desk.OfOrder(order, wish) : null, "order"),
            ("session", var session) => Told(SessionIds.IsPossible(session) ? await desk.OfSession(session, wish) : null, "checkout session"),
            _ => Told(await desk.OfBuyer(Emails.Read(body["buyer"]), wish)),
        };
    }

    private static IResult Told(Erasure? erasure, string what) => erasure is null ? AdminReply.NotFound(what) : Told(([erasure], false));

    private static IResult Told((IReadOnlyList<Erasure> Erasures, bool More) found) => AdminReply.Json(ErasureJson.Render(found.Erasures, found.More));

    private static ErasureWish Wish(Operator by, Field body)
    {
        var overrules = body["overrule"].HasValue && Flag(body["overrule"]);
        return overrules && by.Role < AdminRole.Owner
            ? throw Faults.RoleTooSmall(AdminRole.Owner.WordOrMore(), by.Role.Word())
            : new ErasureWish(by.Name, body["reason"].RequiredText(LongestReason), overrules);
    }

    private static (string Member, string Value) Named(Field body)
    {
        string[] given = [.. Members.Take(3).Where(member => body[member].HasValue)];
        return given is [var one]
            ? (one, body[one].RequiredText(Limits.Text))
            : throw body.Fault("invalid_value", "must name one of order, session and buyer");
    }

    private static bool Flag(Field flag) => flag.Json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw flag.Fault("invalid_type", "must be true or false"),
    };
}
