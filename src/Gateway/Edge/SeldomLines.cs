using System.Collections.Concurrent;

namespace Acp.Gateway.Edge;

/// <summary>What anybody can bring about must not flood the log: of each kind there is a line a minute.</summary>
internal sealed class SeldomLines(TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> next = new(StringComparer.Ordinal);

    /// <param name="kind">One of a few: all are remembered.</param>
    public bool IsDue(string kind)
    {
        var (now, due) = (clock.GetUtcNow().UtcTicks, next.GetOrAdd(kind, 0));
        return now >= due && next.TryUpdate(kind, now + Between.Ticks, due);
    }
}
