using Acp.Store;
using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>Reads beside the writer, on pooled connections. They see whatever a caller was told is committed.</summary>
internal sealed class Reads(NpgsqlDataSource source) : IDisposable
{
    private volatile bool closed;

    /// <exception cref="StoreUnavailableException">The store is closed, or the database does not answer.</exception>
    public async ValueTask<List<T>> Rows<T>(string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read)
    {
        try
        {
            return await Ask(sql, bind, read).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or ObjectDisposedException)
        {
            throw closed ? Failures.Closed() : Failures.Unavailable(e);
        }
    }

    public async ValueTask<T?> Row<T>(string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read) =>
        await Rows(sql, bind, read).ConfigureAwait(false) is [var row, ..] ? row : default;

    public void Dispose() => closed = true;

    // A pooled connection may have died while it rested, as in a restart of the database: then a new one is asked. The
    // driver has dropped the rest of the pool by then.
    private async Task<List<T>> Ask<T>(string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read)
    {
        try
        {
            return await AskOnce(sql, bind, read).ConfigureAwait(false);
        }
        catch (NpgsqlException e) when (e is not PostgresException { Severity: "ERROR" } && e.InnerException is not TimeoutException && !closed)
        {
            return await AskOnce(sql, bind, read).ConfigureAwait(false);
        }
    }

    private async Task<List<T>> AskOnce<T>(string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        await using var command = source.CreateCommand(sql);
        bind(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
