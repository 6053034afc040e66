using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Acp.Client.Admin;
using Acp.Client.Calls;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Orders, what drives them, and refunds. Each command goes under an idempotency key of its own, by itself; see <see cref="CallKey"/>.</summary>
public sealed class AdminOrdersClient
{
    private const string Root = "/admin/orders";
    private readonly Caller caller;

    internal AdminOrdersClient(Caller caller) => this.caller = caller;

    /// <summary>Lists orders, newest first: <c>GET /admin/orders</c>.</summary>
    /// <param name="status">All where it is left out.</param>
    /// <param name="platform">All where it is left out.</param>
    /// <param name="cursor">Of the page before, with the same filter.</param>
    /// <param name="limit">1 to 200; 50 where it is left out.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Page<OrderRow>>> List(OrderStatus? status = null, string? platform = null, string? cursor = null, int? limit = null, CancellationToken stop = default) =>
        caller.Make(Call.Get(Paths.Query(Root, ("status", status), ("platform", platform), ("limit", limit), ("cursor", cursor))), OwnJson.Default.PageOrderRow, stop);

    /// <summary>Shows one: <c>GET /admin/orders/{id}</c>.</summary>
    /// <param name="id">The order's.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<OrderDetail>> Retrieve(string id, CancellationToken stop = default) =>
        caller.Make(Call.Get(Of(id)), OwnJson.Default.OrderDetail, stop);

    /// <summary>Lets an order go on that was held: <c>POST …/confirm</c>.</summary>
    /// <param name="id">The order's.</param>
    /// <param name="key">Only to go on with a call of an earlier process, with the same content; so below.</param>
    /// <param name="stop">Ends the call early; once something was sent it says <see cref="Answer{T}.Unknown"/>; so below.</param>
    public Task<Answer<OrderDone>> Confirm(string id, CallKey? key = null, CancellationToken stop = default) =>
        caller.Make(Call.Post($"{Of(id)}/confirm").Under(key), OwnJson.Default.OrderDone, stop);

    /// <summary>Holds an order for a person to look at: <c>POST …/hold</c>.</summary>
    /// <param name="id">The order's.</param>
    /// <param name="reason">1 to 500 characters; it stays inside.</param>
    /// <param name="key">As above.</param>
    /// <param name="stop">As above.</param>
    public Task<Answer<OrderDone>> Hold(string id, string reason, CallKey? key = null, CancellationToken stop = default) =>
        Do($"{Of(id)}/hold", new ReasonBody(reason), OwnJson.Default.ReasonBody, key, stop);

    /// <summary>Cancels what has not left: <c>POST …/cancel</c>. It moves no money.</summary>
    /// <param name="id">The order's.</param>
    /// <param name="reason">1 to 500 characters; the shopper reads it, and platforms are told.</param>
    /// <param name="lines">All that has not left where it is null.</param>
    /// <param name="key">As above.</param>
    /// <param name="stop">As above.</param>
    public Task<Answer<OrderDone>> Cancel(string id, string reason, IReadOnlyList<LineQuantity>? lines = null, CallKey? key = null, CancellationToken stop = default) =>
        Do($"{Of(id)}/cancel", new CancellationBody(reason, lines), OwnJson.Default.CancellationBody, key, stop);

    /// <summary>Writes something down that nobody outside sees: <c>POST …/notes</c>.</summary>
    /// <param name="id">The order's.</param>
    /// <param name="text">1 to 2000 characters.</param>
    /// <param name="key">As above.</param>
    /// <param name="stop">As above.</param>
    public Task<Answer<OrderDone>> Note(string id, string text, CallKey? key = null, CancellationToken stop = default) =>
        Do($"{Of(id)}/notes", new NoteBody(text), OwnJson.Default.NoteBody, key, stop);

    /// <summary>Goods leave, or wait to be fetched: <c>POST …/fulfillments</c>.</summary>
    /// <param name="id">The order's.</param>
    /// <param name="fulfillment">What leaves, and how.</param>
    /// <param name="key">As above.</param>
    /// <param name="stop">As above.</param>
    public Task<Answer<OrderDone>> Fulfill(string id, NewFulfillment fulfillment, CallKey? key = null, CancellationToken stop = default) =>
        Do($"{Of(id)}/fulfillments", fulfillment, OwnJson.Default.NewFulfillment, key, stop);

    /// <summary>Something happened to goods on their way: <c>POST …/fulfillments/{fulfillment}/events</c>.</summary>
    /// <param name="id">The order's.</param>
    /// <param name="fulfillment">The fulfillment's.</param>
    /// <param name="progress">What happened.</param>
    /// <param name="key">As above.</param>
    /// <param name="stop">As above.</param>
    public Task<Answer<OrderDone>> Report(string id, string fulfillment, FulfillmentProgress progress, CallKey? key = null, CancellationToken stop = default) =>
        Do($"{Of(id)}/fulfillments/{Paths.Segment(fulfillment)}/events", progress, OwnJson.Default.FulfillmentProgress, key, stop);

    /// <summary>Shows what was paid back, what remains, and disputes: <c>GET …/refunds</c>.</summary>
    /// <param name="id">The order's.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<OrderRefunds>> Refunds(string id, CancellationToken stop = default) =>
        caller.Make(Call.Get($"{Of(id)}/refunds"), OwnJson.Default.OrderRefunds, stop);

    /// <summary>Pays money back: <c>POST …/refunds</c>. While nobody knows whether the provider has it, it asks again under the same key.</summary>
    /// <param name="id">The order's.</param>
    /// <param name="refund">How much, or for what.</param>
    /// <param name="key">As above.</param>
    /// <param name="stop">As above.</param>
    public Task<Answer<RefundMade>> Refund(string id, RefundWish refund, CallKey? key = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(refund);
        var body = JsonSerializer.SerializeToUtf8Bytes(refund, OwnJson.Default.RefundWish);
        return caller.Make(Call.Post($"{Of(id)}/refunds", body).Under(key), OwnJson.Default.RefundMade, stop);
    }

    private Task<Answer<OrderDone>> Do<T>(string path, T body, JsonTypeInfo<T> type, CallKey? key, CancellationToken stop) =>
        caller.Make(Call.Post(path, JsonSerializer.SerializeToUtf8Bytes(body, type)).Under(key), OwnJson.Default.OrderDone, stop);

    private static string Of(string id) => $"{Root}/{Paths.Segment(id)}";
}
