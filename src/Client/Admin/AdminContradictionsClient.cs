using System.Text.Json;
using Acp.Client.Admin;
using Acp.Client.Calls;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Records of money that contradict each other, which only a person can deal with.</summary>
public sealed class AdminContradictionsClient
{
    private const string Root = "/admin/contradictions";
    private readonly Caller caller;

    internal AdminContradictionsClient(Caller caller) => this.caller = caller;

    /// <summary>Lists them by id: <c>GET /admin/contradictions</c>.</summary>
    /// <param name="isOpen">Those that are open, or those that are settled; all where it is left out.</param>
    /// <param name="cursor">Of the page before, with the same filter.</param>
    /// <param name="limit">1 to 200; 50 where it is left out.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Page<Contradiction>>> List(bool? isOpen = null, string? cursor = null, int? limit = null, CancellationToken stop = default) => caller.Make(
        Call.Get(Paths.Query(Root, ("status", isOpen switch { true => "open", false => "settled", null => null }), ("limit", limit), ("cursor", cursor))),
        OwnJson.Default.PageContradiction,
        stop);

    /// <summary>Says that one has been dealt with: <c>POST /admin/contradictions/{id}/settle</c>. It moves no money, and changes nothing of one that is settled.</summary>
    /// <param name="id">As it is listed.</param>
    /// <param name="reason">How; 1 to 500 characters.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Contradiction>> Settle(string id, string reason, CancellationToken stop = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new ReasonBody(reason), OwnJson.Default.ReasonBody);
        return caller.Make(Call.Post($"{Root}/{Paths.Segment(id)}/settle", body), OwnJson.Default.Contradiction, stop);
    }
}
