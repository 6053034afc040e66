using System.Globalization;
using System.Text.RegularExpressions;
using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Storage.Postgres;

/// <summary>Pure: whether the server can hold what money depends on.</summary>
internal static partial class PostgresRules
{
    private const string Store = "store";
    private const string Durable = "store_durable";
    private const string Connections = "store_connections";
    private const string Network = "store_network";
    private const string Clock = "store_clock";
    private const string Backups = "backups";

    /// <summary>The oldest that PostgreSQL's own makers still mend.</summary>
    private const int OldestKept = 14;

    /// <summary>What the tests run on.</summary>
    private const int Tested = 15;

    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UsualSkew = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OldestArchive = TimeSpan.FromHours(24);

    public static IEnumerable<LaunchFinding> Judge(PostgresFacts facts, int known, DateTimeOffset now) =>
    [
        Opened(facts, known),
        .. Access(facts),
        VersionOf(facts),
        .. Durability(facts),
        Room(facts),
        ClockOf(facts),
        facts.IsPrivate && facts.IsVerified ? new Passed(Network, "The connection is encrypted and the server verified, or it does not leave this machine.")
            : facts.IsPrivate ? new Warned(Network, "The connection is encrypted, and nobody verifies whom it leads to: somebody in between could read along, or have it fall back to clear.", "Add SSL Mode=VerifyFull (and Root Certificate=…) to Store.")
            : new Failed(Network, "The connection to the database is not encrypted: what people buy and where they live crosses the network in clear.", "Add SSL Mode=VerifyFull (and Root Certificate=…) to Store, or SSL Mode=Require inside a network of your own."),
        Archive(facts, now),
    ];

    private static LaunchFinding Opened(PostgresFacts facts, int known) => facts switch
    {
        { IsStandby: true } => new Failed(Store, "The server only reads, as a standby does.", "Let Store name the primary."),
        _ when facts.Schema > known => new Failed(
            Store,
            string.Create(CultureInfo.InvariantCulture, $"The database has schema {facts.Schema}, this version knows up to {known}: a newer one has run on it."),
            "Deploy the version that ran on it last, or a newer one."),
        _ when facts.Schema < known => new Failed(
            Store,
            string.Create(CultureInfo.InvariantCulture, $"The database has seen {facts.Schema} of {known} migrations."),
            "Start one process of this version: it migrates while the others go on. Then check again."),
        { IsMarked: false } => new Failed(Store, "States from before the newest schema are not marked yet.", "Let a process of this version finish its start: it marks them first."),
        _ => new Passed(Store, string.Create(CultureInfo.InvariantCulture, $"The database answers, and all {known} migrations are applied.")),
    };

    private static IEnumerable<LaunchFinding> Access(PostgresFacts facts)
    {
        if (facts is { IsReadOnly: true, IsStandby: false })
        {
            yield return new Failed("store_access", "The role or the database is set to read only (default_transaction_read_only=on): nothing could be sold.", "ALTER ROLE … or ALTER DATABASE … RESET default_transaction_read_only, whichever has it.");
        }

        if (facts.Unwritable is { } tables)
        {
            yield return new Failed("store_access", $"The user of Store may not write to {tables}: nothing could be sold.", "Let Store name the user that made them, or grant it INSERT, UPDATE and DELETE on them.");
        }
    }

    private static LaunchFinding VersionOf(PostgresFacts facts)
    {
        var major = facts.Version / 10_000;
        var told = string.Create(CultureInfo.InvariantCulture, $"The server is PostgreSQL {major}.{facts.Version % 10_000}.");
        return major < OldestKept ? new Failed("store_version", told, "Move to a version that is still mended, from 15 on.")
            : major < Tested ? new Warned("store_version", $"{told} The tests run on 15.", "Move to 15 or newer.")
            : new Passed("store_version", told);
    }

    private static IEnumerable<LaunchFinding> Durability(PostgresFacts facts)
    {
        if (facts.Setting("fsync") == "off")
        {
            yield return new Failed(Durable, "The server runs with fsync=off: a crash loses charges.", "Set fsync=on in the server's configuration.");
        }

        if (facts.Setting("server_encoding") is not ("UTF8" or ""))
        {
            yield return new Failed(Durable, $"The database has the encoding {facts.Setting("server_encoding")}.", "Create it with ENCODING 'UTF8'.");
        }

        if (facts.Setting("full_page_writes") == "off")
        {
            yield return new Warned(Durable, "The server runs with full_page_writes=off: safe only on a file system that never tears a page.", "Set full_page_writes=on, unless the file system is such a one.");
        }

        if (facts.Setting("fsync") == "on")
        {
            yield return facts.Setting("synchronous_standby_names") is { Length: > 0 } names ? Replicated(facts.SynchronousStandbys, Needed(names))
                : new Warned(Durable, "Every commit is flushed, and there is no synchronous standby: a fail-over to another one may lose the newest charges.", "With a standby, set synchronous_standby_names (deploy/README.md). Without one, nothing fails over, and backups are all there is.");
        }
    }

    private static LaunchFinding Replicated(int? connected, int needed) => connected switch
    {
        null => new NotChecked(
            Durable, "Every commit waits for a synchronous standby, and whether one is connected this user may not see.", "See sync_state in pg_stat_replication as a superuser, or GRANT pg_monitor to the user of Store."),
        { } there when there < needed => new Failed(
            Durable,
            string.Create(CultureInfo.InvariantCulture, $"Every commit waits for {needed} synchronous standby(s), and {there} are connected: none comes to its end, and nothing can be sold."),
            "Start the standbys that synchronous_standby_names names, or correct it."),
        _ => new Passed(Durable, "Every commit is flushed here and on a synchronous standby."),
    };

    // «ANY 2 (a, b)», «FIRST 2 (a, b)», «2 (a, b)»; of a list alone, one.
    private static int Needed(string names) =>
        CountForm().Match(names) is { Success: true } found && int.TryParse(found.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;

    // Our own are not counted: a process that runs already has what it needs, and gives it back when it is replaced.
    private static LaunchFinding Room(PostgresFacts facts)
    {
        var most = Number(facts, "max_connections") - Number(facts, "superuser_reserved_connections") - Number(facts, "reserved_connections");
        var free = most - facts.OthersConnections;
        var told = string.Create(CultureInfo.InvariantCulture, $"{free} of the server's {most} connections are left to us; each process takes up to {facts.Pool}.");
        const string Mend = "Raise max_connections, or lower Maximum Pool Size in Store. Count every process (a silo may take as many again for its membership), and one more while they are replaced.";
        return facts.Allowed < facts.Pool ? new Failed(
                Connections,
                string.Create(CultureInfo.InvariantCulture, $"The user of Store or its database may have {facts.Allowed} connections (CONNECTION LIMIT); each process takes up to {facts.Pool}."),
                Mend)
            : free < facts.Pool ? new Failed(Connections, told, Mend)
            : free < 3 * facts.Pool ? new Warned(Connections, told, Mend)
            : new Passed(Connections, told);
    }

    private static LaunchFinding ClockOf(PostgresFacts facts)
    {
        var off = string.Create(CultureInfo.InvariantCulture, $"The database's clock is {facts.Skew.Duration().TotalSeconds:0} s {(facts.Skew > TimeSpan.Zero ? "ahead of" : "behind")} this machine's.");
        const string Mend = "Have both clocks set over the network (NTP).";
        return facts.Skew.Duration() <= UsualSkew ? new Passed(Clock, "The database's clock agrees with this machine's.")
            : facts.Skew.Duration() <= MostSkew ? new Warned(Clock, off, Mend)
            : new Failed(Clock, off, Mend);
    }

    private static LaunchFinding Archive(PostgresFacts facts, DateTimeOffset now)
    {
        const string Mend = "Have base backups and the log archived, and restore one to see that it works: docs/backup.md.";
        return facts switch
        {
            _ when facts.Setting("archive_mode") is "off" or "" => new NotChecked(Backups, "The server archives no log; whether anything else backs it up is not known here.", Mend),
            { LastArchivedAt: { } at } when now - at <= OldestArchive => new Passed(Backups, string.Create(CultureInfo.InvariantCulture, $"The server last archived its log at {at:yyyy-MM-dd'T'HH:mm:ss'Z'}.")),
            { LastArchivedAt: { } at } => new Warned(Backups, string.Create(CultureInfo.InvariantCulture, $"The server last archived its log at {at:yyyy-MM-dd'T'HH:mm:ss'Z'}."), Mend),
            _ => new Warned(Backups, "The server is to archive its log and has never done so.", Mend),
        };
    }

    private static int Number(PostgresFacts facts, string name) => int.TryParse(facts.Setting(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^\s*(?:(?:ANY|FIRST)\s+)?(\d+)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex CountForm();
}
