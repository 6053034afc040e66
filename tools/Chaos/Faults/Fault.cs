namespace Acp.Chaos.Faults;

internal enum FaultKind
{
    /// <summary>SIGKILL of one node.</summary>
    Kill,

    /// <summary>SIGKILL of all nodes at once.</summary>
    KillAll,

    /// <summary>SIGSTOP beyond failure detection, then SIGCONT: the zombie that wakes in mid-charge.</summary>
    Freeze,

    /// <summary>SIGTERM, one node after the other, each up again before the next.</summary>
    RollingRestart,

    /// <summary>PostgreSQL is stopped «fast» and started again.</summary>
    RestartDatabase,

    /// <summary>SIGKILL of every process of PostgreSQL; it recovers.</summary>
    KillDatabase,

    /// <summary>One node's bytes to and from the database stay under way.</summary>
    Stall,

    /// <summary>One node's connections to the database are reset, and so is every new one.</summary>
    Cut,

    /// <summary>The provider loses requests or replies, answers errors, is slow.</summary>
    Provider,
}

/// <param name="After">The quiet of its lane before it.</param>
/// <param name="Node">Its place among the nodes, where it is meant for one.</param>
/// <param name="Lasts">From its beginning to its end; of a killed process, until it is started again.</param>
/// <param name="Reply">What the provider does, as the fake names it.</param>
/// <param name="Probability">Share of the provider's calls that meet it.</param>
internal sealed record Fault(FaultKind Kind, TimeSpan After, int Node, TimeSpan Lasts, string Reply = "", double Probability = 0)
{
    /// <summary>As the log has it.</summary>
    public string Name => Kind switch
    {
        FaultKind.Kill => $"kill -9 node {Node + 1}",
        FaultKind.KillAll => "kill -9 all nodes",
        FaultKind.Freeze => $"SIGSTOP node {Node + 1} for {Lasts.TotalSeconds:0.0} s",
        FaultKind.RollingRestart => "rolling restart by SIGTERM",
        FaultKind.RestartDatabase => "PostgreSQL stopped and started",
        FaultKind.KillDatabase => "kill -9 PostgreSQL",
        FaultKind.Stall => $"node {Node + 1}: the network to the database stalls for {Lasts.TotalSeconds:0.0} s",
        FaultKind.Cut => $"node {Node + 1}: the network to the database is cut for {Lasts.TotalSeconds:0.0} s",
        _ => $"provider: {Reply} for {Lasts.TotalSeconds:0.0} s, each call with {Probability:0.0}",
    };
}
