using Acp.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>What only the server's own configuration decides, looked at before money depends on it.</summary>
internal static partial class Durability
{
    /// <exception cref="StoreUnavailableException">The server would lose commits, or cannot hold the texts.</exception>
    public static async Task Check(NpgsqlConnection connection, ILogger log)
    {
        if (await Setting(connection, "fsync") == "off")
        {
            throw new StoreUnavailableException("The PostgreSQL server runs with fsync=off: a crash would lose charges. Turn it on.");
        }

        if (await Setting(connection, "server_encoding") is not "UTF8" and var encoding)
        {
            throw new StoreUnavailableException($"The PostgreSQL database has the encoding {encoding}; it must be UTF8.");
        }

        if (await Setting(connection, "full_page_writes") == "off")
        {
            LogTornPages(log);
        }
    }

    private static async Task<string> Setting(NpgsqlConnection connection, string name)
    {
        await using var command = new NpgsqlCommand("SELECT current_setting($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return (string)(await command.ExecuteScalarAsync())!;
    }

    [LoggerMessage(LogLevel.Warning, "The PostgreSQL server runs with full_page_writes=off: safe only on a file system that never tears a page.")]
    private static partial void LogTornPages(ILogger log);
}
