using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Erasures;

/// <summary>Everything outside that an erasure needs.</summary>
/// <param name="Paths">Where the replies of sessions are kept.</param>
public sealed record ErasurePorts(
    IStore Store, IInventory Inventory, IReplies Replies, IIds Ids, TimeProvider Clock, CheckoutOptions Options, ReplyPaths Paths)
{
    public DateTimeOffset Now => Clock.GetUtcNow();
}

/// <summary>The canonical paths of idempotency keys.</summary>
/// <param name="Sessions">Where sessions are created; each has its own below.</param>
public sealed record ReplyPaths(string Sessions)
{
    /// <summary>Of whatever is done with a session: each by name, for a store finds a path and no range of them without a search.</summary>
    public IReadOnlyList<string> Of(string session)
    {
        var own = $"{Sessions.TrimEnd('/')}/{session}";
        return [own, $"{own}/complete", $"{own}/cancel"];
    }
}
