using Acp.Chaos.Platforms;

namespace Acp.Chaos.Recovery;

/// <summary>A death of nodes, and when the sessions that were created on them and still open were completed elsewhere.</summary>
/// <param name="First">From the death; null where no such session was completed.</param>
internal sealed record Death(TimeSpan At, IReadOnlyList<int> Nodes, int Sessions, TimeSpan? First, TimeSpan? Last);

internal sealed class Kills
{
    private readonly Lock gate = new();
    private readonly List<(TimeSpan At, IReadOnlyList<int> Nodes)> kills = [];

    /// <param name="nodes">Their numbers.</param>
    public void Add(TimeSpan at, IReadOnlyList<int> nodes)
    {
        lock (gate)
        {
            kills.Add((at, nodes));
        }
    }

    public IReadOnlyList<Death> Deaths(IReadOnlyCollection<Story> stories)
    {
        lock (gate)
        {
            return [.. kills.Select(kill => Of(kill.At, kill.Nodes, stories))];
        }
    }

    private static Death Of(TimeSpan at, IReadOnlyList<int> nodes, IReadOnlyCollection<Story> stories)
    {
        TimeSpan[] waits = [.. stories
            .Where(story => nodes.Contains(story.BornOn) && story.BornAt <= at && story.CompletedAt > at)
            .Select(story => story.CompletedAt!.Value - at).Order()];
        return waits is [var first, ..] ? new(at, nodes, waits.Length, first, waits[^1]) : new(at, nodes, 0, null, null);
    }
}
