using Acp.CheckoutSessions;

namespace Acp.Simulation;

/// <summary>For whom something is done.</summary>
/// <param name="Session">Or an order, or whatever it is about. Null for the world's own doings.</param>
/// <param name="Key">The caller's; null where no caller waits for it.</param>
/// <param name="IsDenied">The caller says that the shopper was not authenticated.</param>
internal sealed record Errand(string? Session, ReplyKey? Key, bool IsDenied = false)
{
    /// <summary>What a merchant's clerk wants done of an order.</summary>
    public Instruction? Instruction { get; init; }

    public static Errand OfTheWorld { get; } = new(null, null);
}

/// <summary>Whose work is being done, wherever it has got to: it flows with the awaits, and is never the memory of a schedule.</summary>
internal static class Scope
{
    private static readonly AsyncLocal<Errand?> Running = new();

    public static Errand Current => Running.Value ?? Errand.OfTheWorld;

    /// <summary>The session that the running code works for; null for the world's own doings.</summary>
    public static string? Session => Current.Session;

    /// <summary>Only in an async method: it is taken back when the method returns.</summary>
    public static void Enter(Errand errand) => Running.Value = errand;
}
