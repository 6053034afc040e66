using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>
/// Adds here and not in SQL, where a sum past 64 bits silently becomes a floating-point number. Reading first is safe:
/// the transaction holds the database's one write lock.
/// </summary>
internal sealed class CounterStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement read = new(connection, "SELECT value FROM counters WHERE name = ?");
    private readonly Statement write = new(
        connection,
        """
        INSERT INTO counters (name, value, kept_until) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, kept_until = excluded.kept_until
        """);

    /// <returns>False where the counter would fall below its floor.</returns>
    /// <exception cref="OverflowException">The counter would leave 64 bits.</exception>
    public bool Add(CounterChange change)
    {
        var next = checked(read.Bind(change.Name).Row(row => row.Number(0)) + change.Delta);
        if (next < change.Floor)
        {
            return false;
        }

        write.Bind(change.Name).Bind(next).Bind(change.KeptUntil?.ToUnixTimeMilliseconds()).Run();
        return true;
    }

    public void Dispose()
    {
        read.Dispose();
        write.Dispose();
    }
}
