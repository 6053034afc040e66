using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>
/// The writer's connection: opened when it is needed, closed when anything about it is in doubt. Closing ends whatever
/// transaction was open, unless its COMMIT has been sent.
/// </summary>
internal sealed class WriteConnection(NpgsqlDataSource source) : IAsyncDisposable
{
    private NpgsqlConnection? connection;

    /// <summary>
    /// The server has warned since this was last cleared. A commit that was canceled while it waited for a synchronous
    /// standby is reported as done all the same, with no more than a warning: it may be lost with this server.
    /// </summary>
    public bool HasWarned { get; set; }

    public bool IsOpen => connection is { FullState: System.Data.ConnectionState.Open };

    /// <returns>The connection, and whether it was opened just now: one that rested may be dead without knowing.</returns>
    public async Task<(NpgsqlConnection Connection, bool IsFresh)> Get()
    {
        if (IsOpen)
        {
            return (connection!, false);
        }

        await Close();
        connection = await source.OpenConnectionAsync();
        connection.Notice += (_, notice) => HasWarned |= notice.Notice.InvariantSeverity == "WARNING";
        return (connection, true);
    }

    /// <summary>Ends the transaction. Never throws: a connection that cannot even roll back is closed.</summary>
    public async Task RollBack()
    {
        try
        {
            if (IsOpen)
            {
                await using var rollback = new NpgsqlCommand("ROLLBACK", connection);
                await rollback.ExecuteNonQueryAsync();
                return;
            }
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            // Closing does what could not be said.
        }

        await Close();
    }

    public async Task Close()
    {
        var old = connection;
        connection = null;
        if (old is not null)
        {
            await old.DisposeAsync();
        }
    }

    /// <summary>Closes it and all that rest: the server is not the one to write to any more, and its reads are old.</summary>
    public async Task LeaveServer()
    {
        await Close();
        source.Clear();
    }

    public async ValueTask DisposeAsync() => await Close();
}
