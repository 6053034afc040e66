using System.Text.Json;
using Acp.Client.Admin;
using Acp.Client.Calls;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Buyers' data that are erased. It moves no money and tells nobody.</summary>
public sealed class AdminErasuresClient
{
    private const string Root = "/admin/erasures";
    private readonly Caller caller;

    internal AdminErasuresClient(Caller caller) => this.caller = caller;

    /// <summary>Lists them by session: <c>GET /admin/erasures</c>.</summary>
    /// <param name="status">Those that stand so; all where it is left out.</param>
    /// <param name="cursor">Of the page before, with the same filter.</param>
    /// <param name="limit">1 to 200; 50 where it is left out.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Page<Erasure>>> List(ErasureStatus? status = null, string? cursor = null, int? limit = null, CancellationToken stop = default) => caller.Make(
        Call.Get(Paths.Query(Root, ("status", status is { } word ? Words.Of(word) : null), ("limit", limit), ("cursor", cursor))),
        OwnJson.Default.PageErasure,
        stop);

    /// <summary>Shows one, with who asked and why: <c>GET /admin/erasures/{session}</c>.</summary>
    /// <param name="session">The session's id.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Erasure>> Retrieve(string session, CancellationToken stop = default) =>
        caller.Make(Call.Get($"{Root}/{Paths.Segment(session)}"), OwnJson.Default.Erasure, stop);

    /// <summary>Erases the buyer of an order, now or as soon as it can be: <c>POST /admin/erasures</c>.</summary>
    /// <param name="order">Its id.</param>
    /// <param name="reason">1 to 500 characters. It stays in the audit trail: do not name the buyer.</param>
    /// <param name="overrule">Although its goods have not arrived, as far as is known; an owner's only.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Erasures>> OfOrder(string order, string reason, bool overrule = false, CancellationToken stop = default) =>
        Ask(new(order, Session: null, Buyer: null, reason, overrule), stop);

    /// <summary>As <see cref="OfOrder"/>, of a checkout session.</summary>
    /// <param name="session">Its id.</param>
    /// <param name="reason">As above.</param>
    /// <param name="overrule">As above.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Erasures>> OfSession(string session, string reason, bool overrule = false, CancellationToken stop = default) =>
        Ask(new(Order: null, session, Buyer: null, reason, overrule), stop);

    /// <summary>As <see cref="OfOrder"/>, of all checkouts with a buyer's mail address.</summary>
    /// <param name="mail">In any case.</param>
    /// <param name="reason">As above.</param>
    /// <param name="overrule">As above.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Erasures>> OfBuyer(string mail, string reason, bool overrule = false, CancellationToken stop = default) =>
        Ask(new(Order: null, Session: null, mail, reason, overrule), stop);

    private Task<Answer<Erasures>> Ask(ErasureBody body, CancellationToken stop) =>
        caller.Make(Call.Post(Root, JsonSerializer.SerializeToUtf8Bytes(body, OwnJson.Default.ErasureBody)), OwnJson.Default.Erasures, stop);
}
