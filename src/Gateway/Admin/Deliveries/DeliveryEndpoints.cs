using System.Text.Json;
using Acp.Deliveries;
using Acp.Gateway.Admin.Listing;
using Acp.Gateway.Http;
using Acp.Gateway.Json;
using Acp.Gateway.Reading;
using Acp.Orders;
using Acp.Store;
using Ids = Acp.Gateway.Reading.Tokens;

namespace Acp.Gateway.Admin.Deliveries;

/// <summary>What endpoints have had of orders, and the way back for what they have not.</summary>
internal static class DeliveryEndpoints
{
    private const int LargestBody = 16 * 1024;
    private const int LongestReason = 500;

    public static RouteGroupBuilder MapDeliveries(this RouteGroupBuilder admin)
    {
        admin.MapGet("/deliveries", List).Needs(AdminRole.Read);
        admin.MapGet("/deliveries/{endpoint}/{order}", Detail).Needs(AdminRole.Read);
        admin.MapPost("/deliveries/{endpoint}/{order}/redeliver", Redeliver).Needs(AdminRole.Support);
        return admin;
    }

    private static async Task<IResult> List(HttpContext http, DeliveryList deliveries)
    {
        var query = DeliveryQuery.Read(http.Request);
        return AdminReply.Json(Page.Render(
            await deliveries.Find(query, query.Limit + 1),
            query.Limit,
            (json, it) => DeliveryJson.Write(json, it),
            it => Cursor.Write(query.Name, DeliveryRecord.KeyOf(it.Endpoint, it.Order))));
    }

    private static async Task<IResult> Detail(string endpoint, string order, DeliveryList deliveries, IStore store) =>
        await Find(endpoint, order, deliveries) is { } delivery
            ? AdminReply.Json(await Render(delivery, store))
            : AdminReply.NotFound("delivery");

    /// <summary><c>{"reason":"…","from":2}</c>; without <c>from</c> the newest of what is dead or was delivered.</summary>
    private static async Task<IResult> Redeliver(string endpoint, string order, HttpContext http, DeliveryList deliveries, IGrains grains, IStore store)
    {
        var (reason, from) = await Read(http.Request);
        if (await Find(endpoint, order, deliveries) is not { } known)
        {
            return AdminReply.NotFound("delivery");
        }

        if (from?.Sequence > known.Seen)
        {
            throw from.Value.Place.Fault("invalid_value", $"must be at most {known.Seen}, the order's newest message");
        }

        return await grains.Get<IDelivery>($"{endpoint}/{order}").Redeliver(http.Operator().Name, reason, from?.Sequence)
            && await Find(endpoint, order, deliveries) is { } delivery
            ? AdminReply.Json(await Render(delivery, store))
            : AdminReply.NotFound("delivery");
    }

    private static async ValueTask<DeliveryRecord?> Find(string endpoint, string order, DeliveryList deliveries) =>
        Ids.IsPossible(endpoint) && Ids.IsPossible(order) && !endpoint.Contains('/', StringComparison.Ordinal) ? await deliveries.Find(endpoint, order) : null;

    private static async ValueTask<byte[]> Render(DeliveryRecord delivery, IStore store)
    {
        var audit = await store.ReadAudit(DeliveryRecord.KeyOf(delivery.Endpoint, delivery.Order));
        return AdminJson.Render(json => DeliveryJson.Write(json, delivery, audit));
    }

    private static async ValueTask<(string Reason, (int Sequence, Field Place)? From)> Read(HttpRequest request)
    {
        MediaTypes.RequireJson(request);
        using var json = JsonBody.Parse(await RequestBodies.Read(request, LargestBody));
        var body = Field.Root(json.RootElement).Object().OnlyKnown("reason", "from");
        var (reason, from) = (body["reason"].RequiredText(LongestReason), body["from"]);
        return (reason, from.HasValue ? (Sequence(from), from) : null);
    }

    private static int Sequence(Field from) => from.Json.ValueKind == JsonValueKind.Number && from.Json.TryGetInt32(out var sequence) && sequence >= 1
        ? sequence
        : throw from.Fault("invalid_value", "must be a whole number from 1");
}
