namespace Acp.Gateway.Tests.Erasures;

/// <summary>Real time, from which some is skipped: connections and timers go on as ever, and what is due later is due.</summary>
internal sealed class SkippingClock : TimeProvider
{
    private long skipped;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref skipped));

    public void Skip(TimeSpan time) => Interlocked.Add(ref skipped, time.Ticks);
}
