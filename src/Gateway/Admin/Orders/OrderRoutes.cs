using Acp.Gateway.Http;
using Acp.Gateway.Json;
using Acp.Gateway.Reading;
using Acp.Orders;
using Acp.Store;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Admin.Orders;

/// <summary>What the merchant's people and systems see of an order, and do with it.</summary>
internal static class OrderRoutes
{
    private const int LargestBody = 64 * 1024;

    public static RouteGroupBuilder MapOrders(this RouteGroupBuilder admin)
    {
        admin.MapGet("/orders", OrderList.Handle).Needs(AdminRole.Read);
        admin.MapGet("/orders/{id}", Show).Needs(AdminRole.Read);
        admin.MapPost("/orders/{id}/confirm", On(body: null, KeyRule.Optional)).Needs(AdminRole.Support);
        admin.MapPost("/orders/{id}/hold", On(OrderBodies.Hold, KeyRule.Optional)).Needs(AdminRole.Support);
        admin.MapPost("/orders/{id}/cancel", On(OrderBodies.Cancel, KeyRule.Required)).Needs(AdminRole.Support);
        admin.MapPost("/orders/{id}/notes", On(OrderBodies.Note, KeyRule.Required)).Needs(AdminRole.Support);
        admin.MapPost("/orders/{id}/fulfillments", On(OrderBodies.Fulfill, KeyRule.UnlessRepeatable)).Needs(AdminRole.Support);
        admin.MapPost("/orders/{id}/fulfillments/{fulfillment}/events", On(OrderBodies.Progress, KeyRule.Optional)).Needs(AdminRole.Support);
        return admin;
    }

    private static async Task<IResult> Show(string id, OrderReader orders, IStore store, IOptions<MerchantOptions> merchant) =>
        OrderIds.IsPossible(id) && await orders.Load(id) is { } order
            ? AdminReply.Json(OrderJson.Render(order, await store.ReadAudit(OrderRecord.KeyOf(id)), merchant.Value))
            : AdminReply.NotFound("order");

    /// <param name="body">Null: there is nothing to say.</param>
    private static Func<string, HttpContext, IGrains, OrderReader, Task<IResult>> On(Func<HttpRequest, Field, OrderCommand>? body, KeyRule rule) =>
        async (id, http, grains, orders) =>
        {
            var (command, call) = await Read(http, body, rule);
            var answer = OrderIds.IsPossible(id) ? await grains.Get<IOrder>(id).Do(call, command) : new OrderAnswer.NotFound();
            return answer is OrderAnswer.Done done && await orders.Load(id) is { } order
                ? AdminReply.Json(OrderJson.Render(done, order))
                : AdminReply.Error(OrderErrors.Describe(answer));
        };

    private static async ValueTask<(OrderCommand Command, OrderCall Call)> Read(HttpContext http, Func<HttpRequest, Field, OrderCommand>? body, KeyRule rule)
    {
        MediaTypes.RequireJson(http.Request);
        var bytes = await RequestBodies.Read(http.Request, LargestBody);
        using var json = body is null ? null : JsonBody.Parse(bytes);
        var command = body is null ? new OrderCommand.Confirm() : body(http.Request, Field.Root(json!.RootElement).Object());
        var isRequired = rule == KeyRule.Required || (rule == KeyRule.UnlessRepeatable && !command.IsRepeatable);
        var key = isRequired ? IdempotencyKeys.Require(http.Request.Headers) : IdempotencyKeys.Optional(http.Request.Headers);
        var meaning = json is null ? JsonMeaning.FingerprintOfNothing : JsonMeaning.Fingerprint(json.RootElement);

        // What else the key must not be used for: another command, and another fulfillment's event.
        return (command, new OrderCall(http.Operator().Name, key, $"{command.GetType().Name} {http.Request.RouteValues["fulfillment"]} {meaning}"));
    }

    private enum KeyRule
    {
        Optional,
        Required,

        /// <summary>Required where the command brings no identity of its own.</summary>
        UnlessRepeatable,
    }
}
