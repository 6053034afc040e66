using System.Text.Json;
using Acp.Client.Admin;
using Acp.Client.Calls;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Who was told of orders.</summary>
public sealed class AdminDeliveriesClient
{
    private const string Root = "/admin/deliveries";
    private readonly Caller caller;

    internal AdminDeliveriesClient(Caller caller) => this.caller = caller;

    /// <summary>Lists them: <c>GET /admin/deliveries</c>.</summary>
    /// <param name="endpoint">All where it is left out.</param>
    /// <param name="status">All where it is left out.</param>
    /// <param name="order">All where it is left out; with it also what was never tried.</param>
    /// <param name="cursor">Of the page before, with the same filter.</param>
    /// <param name="limit">1 to 200; 50 where it is left out.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Page<Delivery>>> List(
        string? endpoint = null, DeliveryStatus? status = null, string? order = null, string? cursor = null, int? limit = null, CancellationToken stop = default) =>
        caller.Make(
            Call.Get(Paths.Query(Root, ("endpoint", endpoint), ("status", status), ("order", order), ("limit", limit), ("cursor", cursor))),
            OwnJson.Default.PageDelivery,
            stop);

    /// <summary>Shows one with its sends: <c>GET /admin/deliveries/{endpoint}/{order}</c>.</summary>
    /// <param name="endpoint">As it is listed.</param>
    /// <param name="order">The order's id.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Delivery>> Retrieve(string endpoint, string order, CancellationToken stop = default) =>
        caller.Make(Call.Get(Of(endpoint, order)), OwnJson.Default.Delivery, stop);

    /// <summary>Has it sent again: <c>POST …/redeliver</c>. Messages are at least once, and keep their ids.</summary>
    /// <param name="endpoint">As it is listed.</param>
    /// <param name="order">The order's id.</param>
    /// <param name="reason">For the record; 1 to 500 characters.</param>
    /// <param name="from">The first sequence to be sent again; null: the newest of what is dead or was delivered, and at once what waits.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Delivery>> Redeliver(string endpoint, string order, string reason, long? from = null, CancellationToken stop = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new RedeliveryBody(reason, from), OwnJson.Default.RedeliveryBody);
        return caller.Make(Call.Post($"{Of(endpoint, order)}/redeliver", body), OwnJson.Default.Delivery, stop);
    }

    private static string Of(string endpoint, string order) => $"{Root}/{Paths.Segment(endpoint)}/{Paths.Segment(order)}";
}
