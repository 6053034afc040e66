using Acp.Clustering;

namespace Acp.Gateway.Tests.Host;

/// <summary>A cluster as the test has it.</summary>
internal sealed class ScriptedCluster : IClusterView
{
    public static readonly NodeReading Node = new("node-1", "10.0.0.1:11111", NodeStatus.Active, DateTimeOffset.UnixEpoch, [new GrainCount("checkout_session", 3)]);

    private int reads;

    /// <summary>How often it was asked.</summary>
    public int Reads => reads;

    public Func<Task<ClusterReading>> Answer { get; set; } = () => Task.FromResult(new ClusterReading(DateTimeOffset.UnixEpoch, [Node]));

    public async ValueTask<ClusterReading> Read()
    {
        Interlocked.Increment(ref reads);
        return await Answer();
    }
}
