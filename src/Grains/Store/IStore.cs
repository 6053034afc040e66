using Acp.CheckoutSessions;

namespace Acp.Store;

/// <summary>
/// Where everything durable lives. It fences: a <see cref="Unit"/> takes effect as a whole and only if every key it
/// changes is still at the version it was loaded at. Durable means flushed before <see cref="Commit"/> returns.
/// Every implementation passes the one conformance suite in <c>tests/Storage.Tests</c>.
/// </summary>
public interface IStore
{
    /// <returns>Null where the key was never written.</returns>
    ValueTask<StoredState?> Load(string key);

    /// <returns>Null where nothing is kept under the key, or what was kept is older than its retention.</returns>
    ValueTask<KeptReply?> FindReply(ReplyKey key);

    /// <summary>
    /// A key, and the reply kept under another: what every call begins with, in one trip where the store is far away. The
    /// reply is looked up at the same time as the key or after it, never before.
    /// </summary>
    async ValueTask<(StoredState? State, KeptReply? Reply)> LoadWithReply(string key, ReplyKey reply) =>
        (await Load(key), await FindReply(reply));

    /// <summary>All or nothing. Units that arrive together may share one flush; each has its own verdict.</summary>
    /// <exception cref="StoreUnavailableException">It is not known whether the unit landed: ask <see cref="HasLanded"/>.</exception>
    /// <exception cref="ArgumentException">
    /// No store can hold this unit, and nothing of it was stored; sending it again cannot help. It has no commit id, one
    /// that has landed already or one that <see cref="HasLanded"/> has closed, expects a version below 0, names a state, reply or due time twice, carries text that is no
    /// valid Unicode or more bytes than fit, or would move a counter out of 64 bits.
    /// </exception>
    ValueTask<Verdict> Commit(Unit unit);

    /// <summary>
    /// Whether the unit with this commit id took effect; for a commit whose answer was lost. Known for at least 24 h. It
    /// never says no of a unit that may still land: who is told no decides anew, and would be overtaken by himself. So a
    /// store may close the id with its no; the unit must not be sent again, what is decided anew is a new one.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nothing can be said now: ask again later.</exception>
    ValueTask<bool> HasLanded(Guid commitId);

    /// <returns>The counter's value; 0 where it was never changed.</returns>
    ValueTask<long> ReadCounter(string name);

    /// <summary>
    /// Takes up to <paramref name="limit"/> subjects of one kind whose time has come, longest ago first, and hides them from
    /// every other claimant until <paramref name="lease"/> has passed. A commit that sets or clears the subject's due time
    /// ends the lease. However much is due of other kinds, a claim does not look at it.
    /// </summary>
    /// <param name="kind">What stands before the first slash of a subject; all of a subject that has none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lease is under a millisecond or the limit under 1.</exception>
    ValueTask<IReadOnlyList<string>> ClaimDue(string kind, DateTimeOffset now, TimeSpan lease, int limit);

    /// <summary>A subject's audit trail, oldest first.</summary>
    ValueTask<IReadOnlyList<AuditEntry>> ReadAudit(string subject);
}

/// <param name="Version">1 after the first write, one more with each.</param>
public sealed record StoredState(ReadOnlyMemory<byte> State, long Version);

public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
