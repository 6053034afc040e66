namespace Acp.Clustering;

/// <summary>Where grains are in memory now, as the engine that runs them knows it: each engine answers for itself.</summary>
public interface IClusterView
{
    /// <summary>Asks every node. One that does not answer is in the answer, without its grains.</summary>
    /// <exception cref="Exception">The engine does not say who belongs to the cluster; what is thrown is the engine's own.</exception>
    ValueTask<ClusterReading> Read();
}

/// <param name="At">When it was read.</param>
/// <param name="Nodes">Those that are not dead, by name and address.</param>
public sealed record ClusterReading(DateTimeOffset At, IReadOnlyList<NodeReading> Nodes);

/// <summary>A process in which grains live.</summary>
/// <param name="Name">Of the machine, or of the container.</param>
/// <param name="Address">Where the others reach it, as address and port; null where there are no others.</param>
/// <param name="Since">When it was started.</param>
/// <param name="Grains">In its memory, each kind once, by its word; null where it did not answer, or not yet.</param>
public sealed record NodeReading(string Name, string? Address, NodeStatus Status, DateTimeOffset Since, IReadOnlyList<GrainCount>? Grains);

/// <param name="Kind">As metrics call it, such as <c>checkout_session</c>.</param>
public sealed record GrainCount(string Kind, long Count);

public enum NodeStatus
{
    /// <summary>It is on its way into the cluster.</summary>
    Joining,

    /// <summary>Grains are called in it.</summary>
    Active,

    /// <summary>Its grains leave it, and no new ones come.</summary>
    Leaving,
}
