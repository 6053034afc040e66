using Acp.Store;
using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>
/// Tells failures of a unit from failures of the store. What the server or the driver says in words is not passed on:
/// it may name hosts and users, or repeat a value.
/// </summary>
internal static class Failures
{
    /// <summary>True where the unit itself cannot be stored, today or ever, and repeating it would not help.</summary>
    public static bool IsTheUnits(Exception cause) =>
        cause is PostgresException { SqlState: var state } && (Is(state, "22") || Is(state, "23") || Is(state, "54"));

    /// <summary>True where others were in the way, have gone further by now, and the same work may succeed.</summary>
    public static bool MayPass(Exception cause) => cause is PostgresException
    {
        SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
    };

    /// <summary>True of a server that takes no writes any more, as after a fail-over: the address may lead to another by now.</summary>
    public static bool OnlyReads(Exception cause) => cause is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };

    /// <summary>See <see cref="WriteConnection.HasWarned"/>.</summary>
    public static TimeoutException Warned() => new("The server warned.");

    public static bool TookTooLong(Exception cause) => cause is TimeoutException or NpgsqlException { InnerException: TimeoutException };

    public static StoreUnavailableException Unavailable(Exception cause) => new($"The store did not carry it out: {Reason(cause)}.", cause);

    public static StoreUnavailableException InDoubt(Exception cause) =>
        new($"The connection broke in the commit, and whether it landed is unknown: {Reason(cause)}.", cause);

    public static StoreUnavailableException CannotOpen(Exception cause) =>
        new($"The PostgreSQL database cannot be opened: {Reason(cause)}.", cause);

    public static StoreUnavailableException Closed() => new("The store is closed.");

    public static ArgumentException Refused(Unit unit, Exception cause) =>
        UnitRules.Refused(unit, new ArgumentException($"PostgreSQL refuses it, SQLSTATE {(cause as PostgresException)?.SqlState}."));

    private static bool Is(string state, string kind) => state.StartsWith(kind, StringComparison.Ordinal);

    private static string Reason(Exception cause) => cause switch
    {
        PostgresException { SqlState: var state } => state switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"the server does not let this user in (SQLSTATE {state})",
            PostgresErrorCodes.InvalidCatalogName => $"the server has no such database (SQLSTATE {state})",
            PostgresErrorCodes.InsufficientPrivilege => $"the user may not do that (SQLSTATE {state})",
            PostgresErrorCodes.ReadOnlySqlTransaction => $"the server only reads, as a standby does (SQLSTATE {state})",
            PostgresErrorCodes.LockNotAvailable => $"another process kept a row locked (SQLSTATE {state})",
            PostgresErrorCodes.TooManyConnections => $"the server has no connection left (SQLSTATE {state})",
            _ => $"SQLSTATE {state}",
        },
        _ when TookTooLong(cause) => "the server did not answer in time",
        _ => "the server cannot be reached, or hung up",
    };
}
