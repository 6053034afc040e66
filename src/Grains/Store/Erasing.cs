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
    public ImmutableList<RepliesBelow> Replies { get; init; } = [];

    /// <summary>Their keys and fingerprints stay. One that is not kept, or no longer, is passed over.</summary>
    public ImmutableList<RewrittenReply> Rewritten { get; init; } = [];

    public ImmutableList<BlankedTrail> Trails { get; init; } = [];
}

/// <param name="Path">All replies at this path, and at those that go on from it with a slash.</param>
public sealed record RepliesBelow(string Platform, string Path);

public sealed record RewrittenReply(ReplyKey Key, Reply Reply);

/// <summary>Who did what and when stays, what it says goes.</summary>
/// <param name="Subject">Of the audit trail.</param>
/// <param name="Events">Whose details are blanked.</param>
public sealed record BlankedTrail(string Subject, ImmutableList<string> Events)
{
    /// <summary>What stands there instead: JSON, as any detail is.</summary>
    public const string Blank = """{"erased":true}""";
}
