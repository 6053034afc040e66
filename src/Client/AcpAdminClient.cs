using Acp.Client.Calls;

namespace Acp.Client;

/// <summary>
/// What the merchant's people and systems see of a gateway, and do with it. Safe for use by many at once. Each call repeats
/// itself as <see cref="AcpClient"/> does.
/// </summary>
public sealed class AcpAdminClient
{
    /// <param name="http">With the gateway's address as its <c>BaseAddress</c>. It stays the caller's, and is not disposed.</param>
    /// <param name="adminKey">An operator's key, whose role says what it opens. It is in no message and in no text of this client.</param>
    /// <param name="options">How long a call goes on.</param>
    /// <param name="clock">The system's where it is left out.</param>
    /// <param name="chance">From 0 up to 1, each time anew: what pauses are spread by.</param>
    /// <exception cref="ArgumentException">There is no base address, the key cannot be sent, or a time is out of range.</exception>
    public AcpAdminClient(HttpClient http, string adminKey, AcpClientOptions? options = null, TimeProvider? clock = null, Func<double>? chance = null)
    {
        var caller = Caller.Of(http, adminKey, options, clock, chance);
        (Sessions, Tokens, Events) = (new(caller), new(caller), new(caller));
        (Orders, Deliveries, Merchants) = (new(caller), new(caller), new(caller));
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
}
