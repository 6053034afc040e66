using System.Diagnostics.Metrics;
using Acp.CheckoutSessions;
using Acp.Telemetry;

namespace Acp.Gateway.Telemetry;

/// <summary>
/// Completes as this gateway saw them, wherever their sessions live: in a cluster whoever is asked and whoever charges are two
/// processes, and the session's own instrument is the other one's.
/// </summary>
internal sealed class PassingCompletes(IMeterFactory meters, TimeProvider clock)
{
    public const string Name = "acp.gateway.complete.duration";

    /// <summary>No process was there that answered, or it was full.</summary>
    private const string Unanswered = "unanswered";

    private readonly Histogram<double> duration = meters.Create("Acp.Gateway").CreateHistogram(
        Name, "s", "From a complete's leaving the gateway for its session to its answer, the way there and back included.", tags: null, Instruments.Seconds);

    public async ValueTask<Answer> Time(Func<ValueTask<Answer>> complete)
    {
        var started = clock.GetTimestamp();
        string? result = Unanswered;
        try
        {
            var answer = await complete();
            result = CompleteResults.Of(answer);
            return answer;
        }
        finally
        {
            Record(result, clock.GetElapsedTime(started));
        }
    }

    // A silo of the version before does not say what it came to: what would be a guess is left out, for the minutes of an upgrade.
    private void Record(string? result, TimeSpan took)
    {
        if (result is not null)
        {
            duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("result", result));
        }
    }
}
