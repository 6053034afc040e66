namespace Acp.Chaos.Platforms;

/// <summary>How long agents waited from the first reply they lost to their order.</summary>
internal sealed class Waits
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<int, List<double>> byAgent = [];

    /// <summary>Seconds, by agent.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<double>> ByAgent
    {
        get
        {
            lock (gate)
            {
                return byAgent.ToDictionary(agent => agent.Key, agent => (IReadOnlyList<double>)[.. agent.Value.Order()]);
            }
        }
    }

    public IReadOnlyList<double> All => [.. ByAgent.Values.SelectMany(seconds => seconds).Order()];

    public void Add(int agent, TimeSpan waited)
    {
        lock (gate)
        {
            if (!byAgent.TryGetValue(agent, out var waits))
            {
                byAgent[agent] = waits = [];
            }

            waits.Add(waited.TotalSeconds);
        }
    }

    /// <param name="share">0.99 for p99.</param>
    public static double Percentile(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
}
