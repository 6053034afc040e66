namespace Acp.Simulation.Tests;

/// <summary>A bug, put between the actors and their ports or in place of a rule.</summary>
/// <param name="FoundBy">The invariants that may find it; which of them comes first depends on the seeds.</param>
public sealed record PlantedBug(string What, Substitutes Substitutes, params Invariant[] FoundBy)
{
    public override string ToString() => What;
}
