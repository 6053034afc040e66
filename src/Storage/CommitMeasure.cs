using Acp.Store;
using Acp.Telemetry;

namespace Acp.Storage;

/// <summary>Counts and times one unit, from when it was handed over until its caller is told.</summary>
internal readonly struct CommitMeasure(StoreInstruments instruments, TimeProvider clock)
{
    private readonly long started = clock.GetTimestamp();

    public void Settled(Verdict verdict) => instruments.Committed(StoreResults.Of(verdict), clock.GetElapsedTime(started));

    public void Failed(Exception why) =>
        instruments.Committed(why is StoreUnavailableException ? StoreResults.Unavailable : StoreResults.Refused, clock.GetElapsedTime(started));
}
