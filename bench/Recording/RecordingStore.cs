using System.Collections.Concurrent;
using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Bench.Recording;

/// <summary>Keeps what is committed through it.</summary>
internal sealed class RecordingStore(IStore store) : IStore
{
    public ConcurrentQueue<Unit> Units { get; } = [];

    public ValueTask<Verdict> Commit(Unit unit)
    {
        Units.Enqueue(unit);
        return store.Commit(unit);
    }

    public ValueTask<StoredState?> Load(string key) => store.Load(key);

    public ValueTask<KeptReply?> FindReply(ReplyKey key) => store.FindReply(key);

    public ValueTask<bool> HasLanded(Guid commitId) => store.HasLanded(commitId);

    public ValueTask<long> ReadCounter(string name) => store.ReadCounter(name);

    public ValueTask<IReadOnlyList<string>> ClaimDue(string kind, DateTimeOffset now, TimeSpan lease, int limit) => store.ClaimDue(kind, now, lease, limit);

    public ValueTask<IReadOnlyList<AuditEntry>> ReadAudit(string subject) => store.ReadAudit(subject);
}
