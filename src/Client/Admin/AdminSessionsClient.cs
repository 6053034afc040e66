using System.Text.Json;
using Acp.Client.Admin;
using Acp.Client.Calls;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>What happened to a session: every attempt, send and outcome.</summary>
public sealed record SessionTimeline
{
    /// <summary>The session's.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public string Platform { get => field ?? string.Empty; init; }

    /// <summary>Where it stands, in the gateway's own words.</summary>
    public string Status { get => field ?? string.Empty; init; }

    /// <summary>What is known of its money, in the gateway's own words.</summary>
    public string Payment { get => field ?? string.Empty; init; }

    /// <summary>Minor units.</summary>
    public long Total { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public string Currency { get => field ?? string.Empty; init; }

    /// <summary>The order that came of it.</summary>
    public string? Order { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<AuditEntry> Timeline { get => field ?? []; init; }
}

/// <summary>A charge that was settled.</summary>
/// <param name="Id">The session's.</param>
/// <param name="Status">Where it stands now, in the gateway's own words.</param>
public sealed record ResolvedSession(string Id, string Status);

/// <summary>What happened to a session, and the last resort for a charge that does not settle.</summary>
public sealed class AdminSessionsClient
{
    private const string Root = "/admin/checkout_sessions";
    private readonly Caller caller;

    internal AdminSessionsClient(Caller caller) => this.caller = caller;

    /// <summary>Shows what happened: <c>GET /admin/checkout_sessions/{id}</c>.</summary>
    /// <param name="id">The session's.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<SessionTimeline>> Retrieve(string id, CancellationToken stop = default) =>
        caller.Make(Call.Get($"{Root}/{Paths.Segment(id)}"), OwnJson.Default.SessionTimeline, stop);

    /// <summary>Tells its whole life, and its order's, oldest first: <c>GET /admin/checkout_sessions/{id}/story</c>.</summary>
    /// <param name="id">The session's.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<CheckoutStory>> Story(string id, CancellationToken stop = default) =>
        caller.Make(Call.Get($"{Root}/{Paths.Segment(id)}/story"), OwnJson.Default.CheckoutStory, stop);

    /// <summary>Has the provider asked, now, what became of a charge: <c>POST /admin/checkout_sessions/{id}/resolve</c>. It sends nothing that could charge, and closes nothing without proof.</summary>
    /// <param name="id">The session's.</param>
    /// <param name="reason">For the record; 1 to 500 characters.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<ResolvedSession>> Resolve(string id, string reason, CancellationToken stop = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new ReasonBody(reason), OwnJson.Default.ReasonBody);
        return caller.Make(Call.Post($"{Root}/{Paths.Segment(id)}/resolve", body), OwnJson.Default.ResolvedSession, stop);
    }
}
