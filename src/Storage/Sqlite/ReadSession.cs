using Acp.CheckoutSessions;
using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>A connection that only reads, with its questions prepared. One caller at a time.</summary>
internal sealed class ReadSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Statement state;
    private readonly Statement reply;
    private readonly Statement counter;
    private readonly Statement audit;

    public ReadSession(SqliteSettings settings)
    {
        connection = Connections.Open(settings);
        connection.Execute("PRAGMA query_only = ON");
        state = new Statement(connection, "SELECT state, version FROM states WHERE key = ?");
        reply = new Statement(
            connection,
            """
            SELECT fingerprint, status, body, kept_until FROM replies
            WHERE platform = ? AND path = ? AND key = ? AND kept_until > ?
            """);
        counter = new Statement(connection, "SELECT value FROM counters WHERE name = ?");
        audit = new Statement(connection, "SELECT at, actor, event, detail FROM audit WHERE subject = ? ORDER BY id");
        Inventory = new InventoryQuestions(connection);
    }

    public InventoryQuestions Inventory { get; }

    public StoredState? State(string key) => state.Bind(key).Row(row => new StoredState(row.Bytes(0), row.Number(1)));

    public KeptReply? Reply(ReplyKey key, long now) => reply.Bind(key.Platform).Bind(key.Path).Bind(key.Key).Bind(now).Row(
        row => new KeptReply(key, row.Text(0), new Reply(checked((int)row.Number(1)), row.Bytes(2)), row.Number(3).ToTime()));

    public long Counter(string name) => counter.Bind(name).Row(row => row.Number(0));

    public IReadOnlyList<AuditEntry> Audit(string subject) => audit.Bind(subject).Rows(
        row => new AuditEntry(subject, row.Number(0).ToTime(), row.Text(1), row.Text(2), row.Text(3)));

    public void Dispose()
    {
        IDisposable[] own = [state, reply, counter, audit, connection];
        Array.ForEach(own, item => item.Dispose());
    }
}
