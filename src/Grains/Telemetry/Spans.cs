using System.Diagnostics;

namespace Acp.Telemetry;

/// <summary>
/// One trace leads from the request through the grain and the store to the provider. A span's name and attributes are of a
/// fixed set; the only id is a session's or an order's, which opens nothing. Without a listener nothing is made.
/// </summary>
public static class Spans
{
    public const string SourceName = "Acp.Checkout";

    public const string SessionId = "acp.session.id";
    public const string OrderId = "acp.order.id";
    public const string Result = "acp.result";

    private static readonly ActivitySource Source = new(SourceName);

    /// <returns>Null where nobody listens.</returns>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);

    /// <inheritdoc cref="Start"/>
    public static Activity? OfSession(string name, string session) => Source.StartActivity(name)?.SetTag(SessionId, session);
}
