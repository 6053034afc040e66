using Npgsql;

namespace Acp.Tests.Postgres;

/// <summary>
/// A fresh database for a test: on the server that <c>ACP_TEST_POSTGRES</c> names (a connection string whose user may
/// create databases), else on one of our own. Where neither can be had, the test is skipped and says so.
/// </summary>
internal static class TestPostgres
{
    private static readonly string? Given = Environment.GetEnvironmentVariable("ACP_TEST_POSTGRES");

    /// <returns>The new database's connection string.</returns>
    public static string NewDatabase()
    {
        SkipWithoutOne();
        return NewDatabase(string.IsNullOrEmpty(Given) ? PostgresServer.Shared.Connection : Given);
    }

    public static string NewDatabase(string server)
    {
        var name = $"acp_test_{Guid.NewGuid():N}";
        Execute(server, $"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0");
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    /// <summary>Only where the server is not ours, which forgets by itself.</summary>
    public static void Drop(string database)
    {
        if (!string.IsNullOrEmpty(Given))
        {
            Execute(Given, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(database).Database} WITH (FORCE)");
        }
    }

    /// <summary>For a test that must be skipped before it begins.</summary>
    public static void SkipWithoutOne()
    {
        if (string.IsNullOrEmpty(Given))
        {
            SkipWithoutBinaries();
        }
    }

    /// <summary>A server that the test may kill.</summary>
    public static PostgresServer OwnServer()
    {
        SkipWithoutBinaries();
        return PostgresServer.Start();
    }

    public static void Execute(string connection, string sql)
    {
        using var opened = Open(connection);
        Execute(opened, sql);
    }

    public static void Execute(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // The tests' own words.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public static long Number(string connection, string sql)
    {
        using var opened = Open(connection);
#pragma warning disable CA2100 // The tests' own words.
        using var command = new NpgsqlCommand(sql, opened);
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static NpgsqlConnection Open(string connection)
    {
        var opened = new NpgsqlConnection(connection + ";Pooling=false");
        opened.Open();
        return opened;
    }

    private static void SkipWithoutBinaries()
    {
        if (OperatingSystem.IsWindows() || PostgresBinaries.Folder is null)
        {
            Assert.Skip("There is no PostgreSQL on this machine, and ACP_TEST_POSTGRES names none.");
        }
    }
}
