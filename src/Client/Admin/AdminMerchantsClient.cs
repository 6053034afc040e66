using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Acp.Client.Admin;
using Acp.Client.Calls;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Where a merchant stands.</summary>
[JsonConverter(typeof(WordConverter<MerchantStatus>))]
public enum MerchantStatus
{
    /// <summary>A word that this client does not know.</summary>
    Unrecognized,

    /// <summary>Named, and not verified.</summary>
    Registered,

    /// <summary>Its domain answers for it.</summary>
    Verified,

    /// <summary>Somebody has stopped it.</summary>
    Suspended,
}

/// <summary>A merchant for whom tokens may be issued.</summary>
public sealed record Merchant
{
    /// <summary>A plain host name.</summary>
    public required string Domain { get; init; }

    /// <summary>Its name at the payment provider.</summary>
    public string Profile { get => field ?? string.Empty; init; }

    /// <summary>Where it stands.</summary>
    public MerchantStatus Status { get; init; }

    /// <summary>When it was registered.</summary>
    public DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When its domain last answered for it.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>What happened to it; in a look at one only.</summary>
    public IReadOnlyList<AuditEntry> Timeline { get => field ?? []; init; }
}

/// <summary>Merchants for whom tokens may be issued. For owners.</summary>
public sealed class AdminMerchantsClient
{
    private const string Root = "/admin/merchants";
    private readonly Caller caller;

    internal AdminMerchantsClient(Caller caller) => this.caller = caller;

    /// <summary>Lists them by domain: <c>GET /admin/merchants</c>.</summary>
    /// <param name="status">All where it is left out.</param>
    /// <param name="cursor">Of the page before, with the same filter.</param>
    /// <param name="limit">1 to 200; 50 where it is left out.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Page<Merchant>>> List(MerchantStatus? status = null, string? cursor = null, int? limit = null, CancellationToken stop = default) =>
        caller.Make(Call.Get(Paths.Query(Root, ("status", status), ("limit", limit), ("cursor", cursor))), OwnJson.Default.PageMerchant, stop);

    /// <summary>Shows one with its timeline: <c>GET /admin/merchants/{domain}</c>.</summary>
    /// <param name="domain">A plain host name.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Merchant>> Retrieve(string domain, CancellationToken stop = default) =>
        caller.Make(Call.Get($"{Root}/{Paths.Segment(domain)}"), OwnJson.Default.Merchant, stop);

    /// <summary>Registers one: <c>POST /admin/merchants</c>. Again with the same is the same.</summary>
    /// <param name="domain">A plain host name.</param>
    /// <param name="profile">Its name at the payment provider.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Merchant>> Register(string domain, string profile, CancellationToken stop = default) =>
        Post(Root, new RegistrationBody(domain, profile), OwnJson.Default.RegistrationBody, stop);

    /// <summary>Has its discovery document fetched, now: <c>POST …/verify</c>.</summary>
    /// <param name="domain">A plain host name.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Merchant>> Verify(string domain, CancellationToken stop = default) =>
        caller.Make(Call.Post($"{Root}/{Paths.Segment(domain)}/verify"), OwnJson.Default.Merchant, stop);

    /// <summary>Stops it: <c>POST …/suspend</c>.</summary>
    /// <param name="domain">A plain host name.</param>
    /// <param name="reason">For the record; 1 to 500 characters.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Merchant>> Suspend(string domain, string reason, CancellationToken stop = default) =>
        Post($"{Root}/{Paths.Segment(domain)}/suspend", new ReasonBody(reason), OwnJson.Default.ReasonBody, stop);

    /// <summary>Lets it go on: <c>POST …/reinstate</c>. It has to be verified after that.</summary>
    /// <param name="domain">A plain host name.</param>
    /// <param name="reason">For the record; 1 to 500 characters.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Merchant>> Reinstate(string domain, string reason, CancellationToken stop = default) =>
        Post($"{Root}/{Paths.Segment(domain)}/reinstate", new ReasonBody(reason), OwnJson.Default.ReasonBody, stop);

    /// <summary>Gives it another name at the payment provider: <c>POST …/profile</c>.</summary>
    /// <param name="domain">A plain host name.</param>
    /// <param name="profile">Its name at the payment provider.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Merchant>> Bind(string domain, string profile, CancellationToken stop = default) =>
        Post($"{Root}/{Paths.Segment(domain)}/profile", new ProfileBody(profile), OwnJson.Default.ProfileBody, stop);

    private Task<Answer<Merchant>> Post<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken stop) =>
        caller.Make(Call.Post(path, JsonSerializer.SerializeToUtf8Bytes(body, type)), OwnJson.Default.Merchant, stop);
}
