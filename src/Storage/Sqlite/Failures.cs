using Acp.Store;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Acp.Storage.Sqlite;

/// <summary>Tells failures of a unit from failures of the store.</summary>
internal static class Failures
{
    /// <summary>True where the unit itself cannot be stored, today or ever, and repeating it would not help.</summary>
    public static bool IsTheUnits(Exception cause) => cause switch
    {
        SqliteException e => e.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH,
        ArgumentException or OverflowException => true,
        _ => false,
    };

    public static StoreUnavailableException Unavailable(Exception cause) =>
        new($"The store did not carry it out: {cause.Message}", cause);

    public static StoreUnavailableException InDoubt(Exception cause) =>
        new($"The store could not flush, and whether the commit survives is unknown: {cause.Message}", cause);

    public static StoreUnavailableException Closed() => new("The store is closed.");
}
