using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>What wants to be woken, and who has taken it on.</summary>
internal sealed class DueStatements(SqliteConnection connection) : IDisposable
{
    // Sets lease_until too: a new time ends whatever lease there was.
    private readonly Statement set = new(
        connection,
        """
        INSERT INTO due (subject, at, lease_until, through) VALUES (?1, ?2, ?2, ?3)
        ON CONFLICT (subject) DO UPDATE SET at = excluded.at, lease_until = excluded.lease_until, through = max(through, excluded.through)
        """);

    private readonly Statement clear = new(connection, "DELETE FROM due WHERE subject = ? AND through <= ?");

    private readonly Statement find = new(
        connection, $"SELECT subject FROM due WHERE {Schema.KindOfSubject} = ? AND lease_until <= ? ORDER BY lease_until, subject LIMIT ?");

    private readonly Statement lease = new(connection, "UPDATE due SET lease_until = ? WHERE subject = ?");

    public void Set(DueTime due)
    {
        if (due.At is { } at)
        {
            set.Bind(due.Subject).Bind(at.ToUnixTimeMilliseconds()).Bind(due.Through).Run();
        }
        else
        {
            clear.Bind(due.Subject).Bind(due.Through).Run();
        }
    }

    public IReadOnlyList<string> Claim(string kind, long now, long leaseUntil, int limit)
    {
        var claimed = find.Bind(kind).Bind(now).Bind(limit).Rows(row => row.Text(0));
        foreach (var subject in claimed)
        {
            lease.Bind(leaseUntil).Bind(subject).Run();
        }

        return claimed;
    }

    public void Dispose()
    {
        set.Dispose();
        clear.Dispose();
        find.Dispose();
        lease.Dispose();
    }
}
