using System.Globalization;
using System.Text.Json;
using Acp.Gateway.Errors;
using Acp.Gateway.Http;
using Acp.Gateway.Json;
using Acp.Gateway.Reading;
using Acp.Orders;

namespace Acp.Gateway.Admin.Orders;

/// <summary><c>/admin/orders/{id}/refunds</c>: what of an order's money went back, and giving more of it back.</summary>
internal static class RefundRoutes
{
    private const int LargestBody = 64 * 1024;
    private const int Description = 500;
    private static readonly string[] Members = ["amount", "lines", "reason", "description", "overrule"];

    private static readonly (string Word, RefundReason Value)[] Reasons =
        [.. Enum.GetValues<RefundReason>().Select(reason => (JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()), reason))];

    public static RouteGroupBuilder MapRefunds(this RouteGroupBuilder admin)
    {
        admin.MapGet("/orders/{id}/refunds", List).Needs(AdminRole.Read);
        admin.MapPost("/orders/{id}/refunds", Make).Needs(AdminRole.Support);
        return admin;
    }

    private static async Task<IResult> List(string id, OrderReader orders) =>
        OrderIds.IsPossible(id) && await orders.Load(id) is { } order ? AdminReply.Json(RefundJson.Render(order)) : AdminReply.NotFound("order");

    private static async Task<IResult> Make(string id, HttpContext http, IGrains grains, OrderReader orders)
    {
        var (command, call) = await Read(id, http);
        var answer = OrderIds.IsPossible(id) ? await grains.Get<IOrder>(id).Do(call, command) : new OrderAnswer.NotFound();
        return answer is OrderAnswer.Done { Id: { } made } done && await orders.Load(id) is { } order && order.Money.Find(made) is { } refund
            ? AdminReply.Json(RefundJson.Render(order, refund), done.Changed ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            : AdminReply.Error(OrderErrors.Describe(answer));
    }

    private static async ValueTask<(OrderCommand.Refund Command, OrderCall Call)> Read(string id, HttpContext http)
    {
        MediaTypes.RequireJson(http.Request);
        var key = IdempotencyKeys.Require(http.Request.Headers);
        using var json = JsonBody.Parse(await RequestBodies.Read(http.Request, LargestBody));
        var body = Field.Root(json.RootElement).Object().OnlyKnown(Members); // Without an amount it is all that is left.
        var command = new OrderCommand.Refund(
            body["amount"].HasValue ? Amount(body["amount"]) : null,
            OrderBodies.Lines(body["lines"]),
            body["reason"].HasValue ? Reason(body["reason"]) : RefundReason.RequestedByCustomer,
            body["description"].OptionalText(Description),
            body["overrule"].HasValue && Flag(body["overrule"]));
        var role = http.Operator().Role;
        if (command.Overrule && role < AdminRole.Owner)
        {
            throw Faults.RoleTooSmall(AdminRole.Owner.WordOrMore(), role.Word());
        }

        // What else the key must not be used for.
        return (command, new OrderCall(http.Operator().Name, key, $"{id}/refunds {JsonMeaning.Fingerprint(json.RootElement)}", role == AdminRole.Owner));
    }

    private static long Amount(Field amount) =>
        amount.Json.ValueKind == JsonValueKind.Number && amount.Json.TryGetInt64(out var number) && number is >= 1 and <= Acp.Pricing.Currencies.MaximumAmount
            ? number
            : throw amount.Fault("invalid_amount", string.Create(CultureInfo.InvariantCulture, $"must be minor units, a whole number from 1 to {Acp.Pricing.Currencies.MaximumAmount}"));

    private static bool Flag(Field flag) => flag.Json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw flag.Fault("invalid_type", "must be true or false"),
    };

    private static RefundReason Reason(Field reason)
    {
        var word = reason.OneOf([.. Reasons.Select(it => it.Word)]);
        return Reasons.First(it => it.Word == word).Value;
    }
}
