using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace Acp.Gateway.Telemetry;

/// <summary>
/// Lets out of a span what is known to be harmless, and nothing else: whichever library made it. Paths name tokens and
/// what opens pages, queries and headers are callers' text, an engine's ids are grains' keys, and exceptions quote anything.
/// </summary>
internal sealed class SpanScrubber : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Allowed = FrozenSet.Create(
        StringComparer.Ordinal,
        "acp.order.digest",
        "acp.request_id",
        "acp.result",
        "acp.session.digest",
        "error.type",
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "network.protocol.version",
        "rpc.method",
        "rpc.service",
        "rpc.system",
        "url.scheme");

    public override void OnEnd(Activity data)
    {
        ArgumentNullException.ThrowIfNull(data);
        foreach (var tag in data.TagObjects.Where(tag => !Allowed.Contains(tag.Key)).ToArray())
        {
            data.SetTag(tag.Key, null);
        }

        if (data.StatusDescription is not null)
        {
            data.SetStatus(data.Status); // Often an exception's message.
        }

        if (data.Events.Any())
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded; // An event cannot be taken out of a span, so the span stays here.
        }
    }
}
