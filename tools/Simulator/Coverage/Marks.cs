namespace Acp.Simulation;

/// <summary>Which faults a session has met so far.</summary>
internal sealed class Marks
{
    private readonly Dictionary<string, uint> met = [];

    public void Meet(string? session, FaultKind kind)
    {
        if (session is not null)
        {
            met[session] = met.GetValueOrDefault(session) | (1u << (int)kind);
        }
    }

    /// <summary>One bit for each <see cref="FaultKind"/>.</summary>
    public uint Of(string session) => met.GetValueOrDefault(session);
}
