using System.Text.Json;
using Acp.Client.Admin;
using Acp.Client.Calls;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Notices of the payment provider.</summary>
public sealed class AdminEventsClient
{
    private const string Root = "/admin/events";
    private readonly Caller caller;

    internal AdminEventsClient(Caller caller) => this.caller = caller;

    /// <summary>Lists them, newest first: <c>GET /admin/events</c>.</summary>
    /// <param name="status">All where it is left out.</param>
    /// <param name="cursor">Of the page before, with the same filter.</param>
    /// <param name="limit">1 to 200; 50 where it is left out.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Page<ProviderEvent>>> List(EventStatus? status = null, string? cursor = null, int? limit = null, CancellationToken stop = default) =>
        caller.Make(Call.Get(Paths.Query(Root, ("status", status), ("limit", limit), ("cursor", cursor))), OwnJson.Default.PageProviderEvent, stop);

    /// <summary>Shows one with its timeline: <c>GET /admin/events/{id}</c>.</summary>
    /// <param name="id">The provider's.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<ProviderEvent>> Retrieve(string id, CancellationToken stop = default) =>
        caller.Make(Call.Get($"{Root}/{Paths.Segment(id)}"), OwnJson.Default.ProviderEvent, stop);

    /// <summary>Brings one back that was given up: <c>POST /admin/events/{id}/retry</c>.</summary>
    /// <param name="id">The provider's.</param>
    /// <param name="reason">For the record; 1 to 500 characters.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<ProviderEvent>> Retry(string id, string reason, CancellationToken stop = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new ReasonBody(reason), OwnJson.Default.ReasonBody);
        return caller.Make(Call.Post($"{Root}/{Paths.Segment(id)}/retry", body), OwnJson.Default.ProviderEvent, stop);
    }
}
