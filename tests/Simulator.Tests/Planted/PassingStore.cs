using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Simulation.Tests;

/// <summary>Passes everything on; a planted bug overrides what it breaks.</summary>
internal class PassingStore(IStore inner) : IStore
{
    protected IStore Inner => inner;

    public virtual ValueTask<StoredState?> Load(string key) => inner.Load(key);

    public virtual ValueTask<KeptReply?> FindReply(ReplyKey key) => inner.FindReply(key);

    public virtual ValueTask<Verdict> Commit(Unit unit) => inner.Commit(unit);

    public virtual ValueTask<bool> HasLanded(Guid commitId) => inner.HasLanded(commitId);

    public ValueTask<long> ReadCounter(string name) => inner.ReadCounter(name);

    public ValueTask<IReadOnlyList<string>> ClaimDue(string kind, DateTimeOffset now, TimeSpan lease, int limit) => inner.ClaimDue(kind, now, lease, limit);

    public ValueTask<IReadOnlyList<AuditEntry>> ReadAudit(string subject) => inner.ReadAudit(subject);

    protected static bool PermitsARepeat(Unit unit) => unit.Audit.Exists(entry => entry.Event == "payment.send_recorded");

    /// <summary>Else it is a platform's day.</summary>
    protected static bool IsStock(CounterChange change) => !change.Name.StartsWith("issued/", StringComparison.Ordinal);

    /// <summary>An id for the other half of a unit that was torn in two.</summary>
    protected static Guid Twin(Guid commitId)
    {
        var bytes = commitId.ToByteArray();
        bytes[15]++;
        return new Guid(bytes);
    }
}
