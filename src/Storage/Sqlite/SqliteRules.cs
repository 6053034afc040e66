using System.Globalization;
using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Storage.Sqlite;

/// <summary>Pure: whether the file can hold what money depends on.</summary>
internal static class SqliteRules
{
    private const long Megabyte = 1L << 20;
    private const string Store = "store";
    private const string Disk = "store_disk";
    private const string Start = "Start the gateway once: it makes and migrates its store. Then check again.";

    /// <summary>Below this a busy day does not fit.</summary>
    private const long LeastFree = 256 * Megabyte;

    private const long EnoughFree = 2048 * Megabyte;

    public static IEnumerable<LaunchFinding> Judge(SqliteFacts facts, int known)
    {
        if (!facts.Exists)
        {
            yield return new Failed(Store, $"{facts.File} is not there.", Start);
            yield break;
        }

        yield return Opened(facts, known);
        if (facts.Schema is not null)
        {
            yield return facts.IsLogged
                ? new Passed("store_durable", "Every commit is flushed to the disk (write-ahead log, synchronous=FULL).")
                : new Failed("store_durable", "The file has no write-ahead log: another program took it away.", Start);
        }

        if (facts.IsReadOnly)
        {
            yield return new Failed("store_access", $"This user may read {facts.File}, and not write to it: nothing could be sold.", "Run the check as the user that the gateway runs as; if this is that user, give it the file and its folder.");
        }

        yield return FreeSpace(facts);
        if (facts.IsOpenToOthers)
        {
            yield return new Warned("store_access", $"Every user of this machine may read {facts.File}, with what people buy and where they live.", "chmod o-rwx its folder.");
        }
    }

    private static LaunchFinding Opened(SqliteFacts facts, int known) => facts switch
    {
        { IsLeftOpen: true } => new NotChecked(Store, $"A process ended without closing {facts.File}, and nobody has it open: it is not touched here.", Start),
        { Schema: null } => new Failed(Store, $"{facts.File} cannot be read as a database.", "See that Store names the right file, and that this user may read it. A restore: docs/backup.md."),
        { Schema: { } seen } when seen > known => new Failed(Store, Newer(seen, known), "Deploy the version that ran on it last, or a newer one."),
        { Schema: { } seen } when seen < known => new Failed(Store, string.Create(CultureInfo.InvariantCulture, $"The database has seen {seen} of {known} migrations."), Start),
        _ => new Passed(Store, string.Create(CultureInfo.InvariantCulture, $"{facts.File} answers, and all {known} migrations are applied.")),
    };

    private static LaunchFinding FreeSpace(SqliteFacts facts)
    {
        var free = string.Create(CultureInfo.InvariantCulture, $"{facts.FreeBytes / Megabyte} MB are free where the database is, which has {facts.Bytes / Megabyte} MB.");
        return facts.FreeBytes < LeastFree ? new Failed(Disk, free, "Make room, or move the database: when the disk is full nothing can be sold.")
            : facts.FreeBytes < Math.Max(EnoughFree, facts.Bytes) ? new Warned(Disk, free, "Make room: a backup takes as much again.")
            : new Passed(Disk, free);
    }

    private static string Newer(long seen, int known) =>
        string.Create(CultureInfo.InvariantCulture, $"The database has schema {seen}, this version knows up to {known}: a newer one has run on it.");
}
