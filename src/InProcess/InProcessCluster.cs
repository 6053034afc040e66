using Acp.Clustering;

namespace Acp.InProcess;

/// <summary>One process, which is all there is: it has always joined, and answers for itself.</summary>
/// <param name="name">Of the machine.</param>
public sealed class InProcessCluster(InProcessGrains engine, string name, TimeProvider clock) : IClusterView
{
    private readonly DateTimeOffset since = clock.GetUtcNow();

    public ValueTask<ClusterReading> Read() =>
        new(new ClusterReading(clock.GetUtcNow(), [new NodeReading(name, Address: null, NodeStatus.Active, since, engine.CountByKind())]));
}
