using Acp.Deliveries;

namespace Acp.Gateway.Orders;

/// <summary>What is written to those who are told of orders: in their shape, signed with their secret.</summary>
internal interface IOrderEventBodies
{
    /// <summary>The body is the same at every repeat; the signature and its time are those of this one.</summary>
    /// <param name="now">When it leaves: a receiver refuses what was signed long before it comes.</param>
    OrderEvent Render(OrderReceiver receiver, OrderMessage message, DateTimeOffset now);
}

/// <summary>Whom a message is for.</summary>
/// <param name="ApiVersion">
/// The released version of the protocol that a platform is configured for, whatever its sessions spoke; null: it is the
/// merchant's own system, which is told everything that a confirmation needs.
/// </param>
/// <param name="Secrets">HMAC keys, newest first and at least one, taken as the bytes of their UTF-8.</param>
internal sealed record OrderReceiver(string? ApiVersion, IReadOnlyList<string> Secrets);

/// <param name="Body">As it is signed: not a byte may change on the way.</param>
/// <param name="Headers">Beside Content-Type, in no particular order.</param>
internal sealed record OrderEvent(ReadOnlyMemory<byte> Body, string ContentType, IReadOnlyDictionary<string, string> Headers);
