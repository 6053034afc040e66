namespace Acp.Simulation;

/// <summary>Whose work is being done, wherever it has got to: it flows with the awaits, and is never the memory of a schedule.</summary>
internal static class Scope
{
    private static readonly AsyncLocal<string?> Current = new();

    /// <summary>The session that the running code works for; null for the world's own doings.</summary>
    public static string? Session => Current.Value;

    /// <summary>Only in an async method: it is taken back when the method returns.</summary>
    public static void Enter(string session) => Current.Value = session;
}
