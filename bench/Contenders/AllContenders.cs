using Acp.Bench.Databases;
using Acp.Bench.Recording;

namespace Acp.Bench.Contenders;

/// <summary>Who can be measured.</summary>
internal static class AllContenders
{
    private const string Sqlite = "SQLite: WAL, synchronous=FULL, every commit flushed before it is answered";

    private const string Postgres = "PostgreSQL: fsync, synchronous_commit and full_page_writes on, 1 GB shared_buffers";

    private static readonly (string Name, Func<string, Workplace, RecordedCheckout, IContender> Make)[] All =
    [
        (Reporting.Table.Base, (_, place, recorded) => new Echo(place, recorded)),
        ("commits", (name, place, recorded) => new Commits(name, Sqlite, () => Task.FromResult<IDatabase>(new SqliteDatabase(place)), recorded)),
        ("sqlite", (name, place, recorded) => new OneGateway(name, Sqlite, () => Task.FromResult<IDatabase>(new SqliteDatabase(place)), place, recorded)),
        ("commits-postgres", (name, _, recorded) => new Commits(name, Postgres, PostgresDatabase.Start, recorded)),
        ("postgres", (name, place, recorded) => new OneGateway(name, Postgres, PostgresDatabase.Start, place, recorded)),
        ("silo", (name, place, recorded) => new Silos(name, 1, Postgres, PostgresDatabase.Start, place, recorded)),
        ("silos", (name, place, recorded) => new Silos(name, 3, Postgres, PostgresDatabase.Start, place, recorded)),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(one => one.Name)];

    /// <summary>The gateway on SQLite, with its metrics on or off.</summary>
    public static IServing Metered(string name, bool isOn, Workplace place, RecordedCheckout recorded) =>
        new OneGateway(name, Sqlite, () => Task.FromResult<IDatabase>(new SqliteDatabase(place)), place, recorded, ("Metrics:Enabled", $"{isOn}"));

    public static IReadOnlyList<IContender> Pick(IReadOnlyList<string> names, Workplace place, RecordedCheckout recorded) =>
        [.. names.Select(name => All.Single(one => one.Name == name).Make(name, place, recorded))];
}
