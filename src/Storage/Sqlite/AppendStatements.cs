using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>What is only ever added: the audit trail and the messages out.</summary>
internal sealed class AppendStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement audit = new(
        connection, "INSERT INTO audit (subject, at, actor, event, detail) VALUES (?, ?, ?, ?, ?)");

    private readonly Statement send = new(
        connection, "INSERT INTO outbox (id, subject, kind, payload, at) VALUES (?, ?, ?, ?, ?)");

    public void Write(Unit unit)
    {
        foreach (var entry in unit.Audit)
        {
            audit.Bind(entry.Subject).Bind(entry.At.ToUnixTimeMilliseconds()).Bind(entry.Actor).Bind(entry.Event).Bind(entry.Detail).Run();
        }

        foreach (var message in unit.Messages)
        {
            var bound = send.Bind(message.Id).Bind(message.Subject).Bind(message.Kind).Bind(message.Payload.Span);
            bound.Bind(unit.At.ToUnixTimeMilliseconds()).Run();
        }
    }

    public void Dispose()
    {
        audit.Dispose();
        send.Dispose();
    }
}
