using Acp.Client.Calls;

namespace Acp.Client;

/// <summary>
/// What an agent platform says to a shop. Safe for use by many at once. Each call repeats itself under one idempotency key
/// until its outcome is known or its budget ends: put no retries of your own around it, and none into the HttpClient.
/// </summary>
public sealed class AcpClient
{
    /// <param name="http">With the shop's address as its <c>BaseAddress</c>. It stays the caller's, and is not disposed.</param>
    /// <param name="apiKey">The platform's key. It is in no message and in no text of this client.</param>
    /// <param name="options">How long a call goes on.</param>
    /// <param name="clock">The system's where it is left out.</param>
    /// <param name="chance">From 0 up to 1, each time anew: what pauses are spread by.</param>
    /// <exception cref="ArgumentException">There is no base address, the key cannot be sent, or a time is out of range.</exception>
    public AcpClient(HttpClient http, string apiKey, AcpClientOptions? options = null, TimeProvider? clock = null, Func<double>? chance = null)
    {
        var caller = Caller.Of(http, apiKey, options, clock, chance);
        (Sessions, Tokens) = (new(caller), new(caller));
    }

    /// <summary>Checkout sessions.</summary>
    public SessionsClient Sessions { get; }

    /// <summary>Payment tokens that the platform has issued.</summary>
    public TokensClient Tokens { get; }
}
