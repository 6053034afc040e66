using Acp.Gateway.Admin.Listing;
using Acp.Gateway.Rendering;
using Acp.Orders;
using Acp.Store;

namespace Acp.Gateway.Admin.Orders;

/// <summary><c>GET /admin/orders</c>: newest first, a page at a time.</summary>
internal static class OrderList
{
    private const string Status = "status";
    private const string Platform = "platform";
    private static readonly string[] Known = [Status, Platform, Page.Limit, Cursor.Name];

    private static readonly (string, OrderStatus)[] Statuses =
        [.. Enum.GetValues<OrderStatus>().Select(status => (OrderNames.Of(status), status))];

    public static async Task<IResult> Handle(HttpContext http, IInventory inventory)
    {
        var query = new Query(http.Request, Known);
        var filter = new OrderFilter(query.OneOf(Status, Statuses), query.Text(Platform));
        var (limit, list) = (Page.LimitOf(query), $"orders {filter.Status} {filter.Platform}");
        var after = PagePlace.Read(Cursor.Read(query, list)) is var (at, key) ? new OrderPlace(at, key) : null;
        var orders = await inventory.ListOrders(filter, after, limit + 1);
        return AdminReply.Json(Page.Render(
            orders,
            limit,
            (json, order) => OrderJson.Write(json, StateCodec.Decode<OrderRecord>(order.State.Span).Snapshot()),
            order => Cursor.Write(list, PagePlace.Write(order.CreatedAt, order.Key))));
    }
}
