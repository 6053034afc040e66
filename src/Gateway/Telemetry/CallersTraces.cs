using System.Diagnostics;

namespace Acp.Gateway.Telemetry;

/// <summary>
/// A caller's <c>traceparent</c> never becomes the parent of ours: it would choose our trace's id and whether it is kept,
/// and could put all requests of all platforms into one. It is linked to instead, where it is one.
/// </summary>
internal sealed class CallersTraces : DistributedContextPropagator
{
    public override IReadOnlyCollection<string> Fields { get; } = [];

    /// <summary>Links the request's span to what the caller says it is part of.</summary>
    public static Task Link(HttpContext http, RequestDelegate next)
    {
        if (Activity.Current is { } span
            && http.Request.Headers.TraceParent.ToString() is { Length: > 0 } given
            && ActivityContext.TryParse(given, traceState: null, isRemote: true, out var callers))
        {
            span.AddLink(new ActivityLink(callers));
        }

        return next(http);
    }

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        (traceId, traceState) = (null, null);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        // Nothing that this server sends tells of its traces.
    }
}
