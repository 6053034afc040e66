namespace Acp.Simulation;

/// <summary>Cells of the coverage table that no schedule can meet, each with its reason.</summary>
internal static class Impossible
{
    /// <returns>Null where the cell can be met.</returns>
    public static string? Reason(string transition, FaultKind fault) => (transition, fault) switch
    {
        _ => null,
    };
}
