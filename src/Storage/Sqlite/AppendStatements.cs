using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>What is only ever added: the audit trail.</summary>
internal sealed class AppendStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement audit = new(
        connection, "INSERT INTO audit (subject, at, actor, event, detail) VALUES (?, ?, ?, ?, ?)");

    public void Write(Unit unit)
    {
        foreach (var entry in unit.Audit)
        {
            audit.Bind(entry.Subject).Bind(entry.At.ToUnixTimeMilliseconds()).Bind(entry.Actor).Bind(entry.Event).Bind(entry.Detail).Run();
        }
    }

    public void Dispose()
    {
        audit.Dispose();
    }
}
