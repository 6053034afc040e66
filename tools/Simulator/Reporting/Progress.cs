namespace Acp.Simulation;

/// <summary>Tells on a long run how far it is, every ten seconds.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly TimeProvider clock;
    private readonly long startedAt;
    private readonly ITimer timer;

    public Progress(Run run, long count, TimeProvider clock, TextWriter to)
    {
        this.clock = clock;
        startedAt = clock.GetTimestamp();
        timer = clock.CreateTimer(_ => Tell(run, count, to), state: null, Every, Every);
    }

    public TimeSpan Elapsed => clock.GetElapsedTime(startedAt);

    public void Dispose() => timer.Dispose();

    private void Tell(Run run, long count, TextWriter to)
    {
        var done = run.Done;
        var rate = done / Elapsed.TotalSeconds;
        var left = rate > 0 ? TimeSpan.FromSeconds((count - done) / rate) : TimeSpan.Zero;
        to.WriteLine($"{done:N0} of {count:N0} schedules, {rate:N0}/s, {left:h\\:mm\\:ss} to go");
    }
}
