using Acp.Chaos.Deployment;

namespace Acp.Chaos;

/// <summary>What runs the grains.</summary>
public enum Engine
{
    /// <summary>Plain gateways that know nothing of each other: every grain may be active in each.</summary>
    Gateways,

    /// <summary>A cluster: silos that serve platforms, too.</summary>
    Silo,
}

public sealed record ChaosOptions
{
    public required Engine Engine { get; init; }

    /// <summary>How long faults are drawn; the quiet after it and the audit come on top.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Draws faults and purchases. Not when they meet: that is the machine's doing.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Nodes, each a process of its own.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Platforms that buy at the same time.</summary>
    public int Agents { get; init; } = 16;

    /// <summary>Not random faults, but one death, measured.</summary>
    public bool Death { get; init; }

    /// <summary>Sessions that live on the node that dies.</summary>
    public int Sessions { get; init; } = 120;

    /// <summary>Not purchases under faults, but what endpoints are told of orders.</summary>
    public bool Webhooks { get; init; }

    /// <summary>Orders that are placed and told.</summary>
    public int Orders { get; init; } = 10_000;

    /// <summary>With <see cref="Webhooks"/>: gateways share a database in one file, not PostgreSQL.</summary>
    public bool OnOneFile { get; init; }

    /// <summary>Where each process's output is written; null: nowhere.</summary>
    public string? Logs { get; init; }

    /// <summary>What nodes are started from; null: what is built beside this program.</summary>
    internal Build? Build { get; init; }

    /// <summary>Settings of every node, beside those that a run needs.</summary>
    internal IReadOnlyDictionary<string, string?> More { get; init; } = new Dictionary<string, string?>();
}
