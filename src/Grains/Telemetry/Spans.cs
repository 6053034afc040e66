using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Acp.Telemetry;

/// <summary>
/// One trace leads from the request through the grain and the store to the provider. A span's name and attributes are of a
/// fixed set. A session's or an order's id opens its page, so only a digest of it is said, by which whoever has the id finds
/// the trace: docs/metrics.md. Without a listener nothing is made.
/// </summary>
public static class Spans
{
    public const string SourceName = "Acp.Checkout";

    public const string SessionDigest = "acp.session.digest";
    public const string OrderDigest = "acp.order.digest";
    public const string Result = "acp.result";

    /// <summary>Bytes: enough to tell checkouts apart.</summary>
    private const int DigestBytes = 8;

    private static readonly ActivitySource Source = new(SourceName);

    /// <returns>Null where nobody listens.</returns>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);

    /// <inheritdoc cref="Start"/>
    public static Activity? OfSession(string name, string session) => Source.StartActivity(name)?.SetTag(SessionDigest, DigestOf(session));

    /// <inheritdoc cref="Start"/>
    public static Activity? OfOrder(string name, string order, ActivityKind kind) => Source.StartActivity(name, kind)?.SetTag(OrderDigest, DigestOf(order));

    /// <returns>The first 16 hex digits of the id's SHA-256.</returns>
    public static string DigestOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, DigestBytes));
}
