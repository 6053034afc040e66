using Acp.Tests.Postgres;
using Npgsql;

namespace Acp.EndToEnd.Tests;

/// <summary>Who logs in to a database, as docs/rotation.md has it: everything belongs to one role, and users come and go that act as it.</summary>
internal sealed class DatabaseUsers : IDisposable
{
    private readonly string database = TestPostgres.NewDatabase();
    private readonly string owner = $"acp_owner_{Guid.NewGuid():N}";

    public DatabaseUsers()
    {
        Say($"CREATE ROLE {owner} NOLOGIN");
        Say($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(database).Database} OWNER TO {owner}");
    }

    /// <returns>The connection string of a new one.</returns>
    public string Make()
    {
        var user = $"acp_user_{Guid.NewGuid():N}";
        Say($"CREATE ROLE {user} LOGIN PASSWORD '{Guid.NewGuid():N}' IN ROLE {owner}");
        Say($"ALTER ROLE {user} SET role = {owner}");
        return new NpgsqlConnectionStringBuilder(database) { Username = user }.ConnectionString;
    }

    /// <summary>Those that are logged in.</summary>
    public long CountOf(string connection) =>
        TestPostgres.Number(database, $"SELECT count(*) FROM pg_stat_activity WHERE usename = '{NameIn(connection)}'");

    public void End(string connection) => Say($"ALTER ROLE {NameIn(connection)} NOLOGIN");

    public void Dispose() => TestPostgres.Drop(database);

    private static string NameIn(string connection) => new NpgsqlConnectionStringBuilder(connection).Username!;

    private void Say(string sql) => TestPostgres.Execute(database, sql);
}
