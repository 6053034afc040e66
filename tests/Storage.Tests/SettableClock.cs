namespace Acp.Storage.Tests;

/// <summary>A clock that stands still until its one owner advances it.</summary>
public sealed class SettableClock : TimeProvider
{
    private long ticks = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero).Ticks;

    public DateTimeOffset Now => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
