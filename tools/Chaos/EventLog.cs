using System.Globalization;

namespace Acp.Chaos;

/// <summary>What was done to the deployment, and what it did, with the time since the start.</summary>
internal sealed class EventLog(TextWriter writer, TimeProvider clock)
{
    private readonly long started = clock.GetTimestamp();
    private readonly Lock gate = new();
    private readonly List<(TimeSpan At, string What)> entries = [];

    public TimeSpan Now => clock.GetElapsedTime(started);

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0}");

    /// <summary>How far it is: told, but no event.</summary>
    public void Progress(string what) => Write(Now, what);

    public void Say(string what)
    {
        var now = Now;
        lock (gate)
        {
            entries.Add((now, what));
        }

        Write(now, what);
    }

    private void Write(TimeSpan now, string what)
    {
        lock (gate)
        {
            writer.WriteLine($"{clock.GetUtcNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {Seconds(now),7} s  {what}");
        }
    }

    /// <summary>What happened while a session was under way, for its timeline.</summary>
    public IReadOnlyList<(TimeSpan At, string What)> Between(TimeSpan from, TimeSpan until)
    {
        lock (gate)
        {
            return [.. entries.Where(entry => entry.At >= from && entry.At <= until)];
        }
    }
}
