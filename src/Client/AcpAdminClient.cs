using Acp.Client.Calls;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>
/// What the merchant's people and systems see of a gateway, and do with it. Safe for use by many at once. Each call repeats
/// itself as <see cref="AcpClient"/> does.
/// </summary>
public sealed class AcpAdminClient
{
    private readonly Caller caller;

    /// <param name="http">With the gateway's address as its <c>BaseAddress</c>. It stays the caller's, and is not disposed.</param>
    /// <param name="adminKey">An operator's key, whose role says what it opens. It is in no message and in no text of this client.</param>
    /// <param name="options">How long a call goes on.</param>
    /// <param name="clock">The system's where it is left out.</param>
    /// <param name="chance">From 0 up to 1, each time anew: what pauses are spread by.</param>
    /// <exception cref="ArgumentException">There is no base address, the key cannot be sent, or a time is out of range.</exception>
    public AcpAdminClient(HttpClient http, string adminKey, AcpClientOptions? options = null, TimeProvider? clock = null, Func<double>? chance = null)
    {
        caller = Caller.Of(http, adminKey, options, clock, chance);
        (Sessions, Tokens, Events) = (new(caller), new(caller), new(caller));
        (Orders, Deliveries, Merchants) = (new(caller), new(caller), new(caller));
        (Keys, Contradictions, Erasures) = (new(caller), new(caller), new(caller));
    }

    /// <summary>What happened to a session, and the last resort for a charge that does not settle.</summary>
    public AdminSessionsClient Sessions { get; }

    /// <summary>Every payment token, issued or granted.</summary>
    public AdminTokensClient Tokens { get; }

    /// <summary>Notices of the payment provider.</summary>
    public AdminEventsClient Events { get; }

    /// <summary>Orders, what drives them, and refunds.</summary>
    public AdminOrdersClient Orders { get; }

    /// <summary>Who was told of orders.</summary>
    public AdminDeliveriesClient Deliveries { get; }

    /// <summary>Merchants for whom tokens may be issued.</summary>
    public AdminMerchantsClient Merchants { get; }

    /// <summary>Keys of platforms and operators.</summary>
    public AdminKeysClient Keys { get; }

    /// <summary>Records of money that contradict each other.</summary>
    public AdminContradictionsClient Contradictions { get; }

    /// <summary>Buyers' data that are erased.</summary>
    public AdminErasuresClient Erasures { get; }

    /// <summary>Tells what needs a person now: <c>GET /admin/attention</c>.</summary>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Attention>> Attention(CancellationToken stop = default) =>
        caller.Make(Call.Get("/admin/attention"), OwnJson.Default.Attention, stop);

    /// <summary>Finds a checkout by what one has of it, exactly: <c>GET /admin/search</c>. Up to 20, newest first, each checkout once.</summary>
    /// <param name="what">A session, an order, a token, a payment intent, or the buyer's mail address in any case.</param>
    /// <param name="stop">Ends the call early.</param>
    public async Task<Answer<IReadOnlyList<SearchHit>>> Search(string what, CancellationToken stop = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(what);
        return (await caller.Make(Call.Get(Paths.Query("/admin/search", ("q", what))), OwnJson.Default.SearchHits, stop).ConfigureAwait(false)).Select(hits => hits.Data ?? []);
    }
}
