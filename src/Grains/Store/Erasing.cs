using System.Collections.Immutable;
using Acp.CheckoutSessions;

namespace Acp.Store;

/// <summary>
/// What is taken out of a store's replies and trails, in the unit that takes it out of the states. A store that keeps bytes of
/// what was deleted wipes them, too, as far as it can. Docs: erasure.md.
/// </summary>
public sealed record Erasing
{
    /// <summary>Their keys are new again.</summary>
    public ImmutableList<RepliesAt> Replies { get; init; } = [];

    /// <summary>Their keys and fingerprints stay. One that is not kept, or no longer, is passed over, as is another under its key.</summary>
    public ImmutableList<RewrittenReply> Rewritten { get; init; } = [];

    public ImmutableList<BlankedTrail> Trails { get; init; } = [];

    /// <summary>Whether somebody asked for it: so a store that wipes waits a moment for readers who are in the way.</summary>
    public bool WaitsForReaders { get; init; }
}

/// <param name="Path">All replies at this path, whatever their keys.</param>
public sealed record RepliesAt(string Platform, string Path);

/// <param name="KeptUntil">As it was kept: another reply that was kept under the same key since is not it.</param>
public sealed record RewrittenReply(ReplyKey Key, Reply Reply, DateTimeOffset KeptUntil);

/// <summary>Who did what and when stays, what it says goes.</summary>
/// <param name="Subject">Of the audit trail.</param>
/// <param name="Events">Whose details are blanked.</param>
public sealed record BlankedTrail(string Subject, ImmutableList<string> Events)
{
    /// <summary>What stands there instead: JSON, as any detail is.</summary>
    public const string Blank = """{"erased":true}""";
}
