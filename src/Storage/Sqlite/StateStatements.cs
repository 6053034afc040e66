using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>Compare and swap.</summary>
internal sealed class StateStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement insert = new(
        connection,
        """
        INSERT INTO states (state, kind, status, platform, amount, currency, created_at, updated_at, kept_until,
            mark, marked_since, buyer, intent, key, marked_at, version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1)
        ON CONFLICT (key) DO NOTHING
        """);

    private readonly Statement update = new(
        connection,
        """
        UPDATE states
        SET state = ?, kind = ?, status = ?, platform = ?, amount = ?, currency = ?, created_at = ?, updated_at = ?, kept_until = ?,
            mark = ?, marked_since = ?, buyer = ?, intent = ?, marked_at = version + 1, version = version + 1
        WHERE key = ? AND version = ?
        """);

    /// <returns>False where the key is not at the expected version.</returns>
    public bool Swap(StateChange change, DateTimeOffset at)
    {
        var swapped = change.ExpectedVersion == 0
            ? Describe(insert, change, at).Run()
            : Describe(update, change, at).Bind(change.ExpectedVersion).Run();
        return swapped == 1;
    }

    public void Dispose()
    {
        insert.Dispose();
        update.Dispose();
    }

    private static Statement Describe(Statement statement, StateChange change, DateTimeOffset at) => statement
        .Bind(change.State.Span)
        .Bind(change.Index.Kind)
        .Bind(change.Index.Status)
        .Bind(change.Index.Platform)
        .Bind(change.Index.Amount)
        .Bind(change.Index.Currency)
        .Bind(change.Index.CreatedAt.ToUnixTimeMilliseconds())
        .Bind(at.ToUnixTimeMilliseconds())
        .Bind(change.Index.KeptUntil?.ToUnixTimeMilliseconds())
        .Bind(change.Index.Mark?.Name)
        .Bind(change.Index.Mark?.Since.ToUnixTimeMilliseconds())
        .Bind(change.Index.Terms.Buyer)
        .Bind(change.Index.Terms.Intent)
        .Bind(change.Key);
}
