using System.Globalization;
using Acp.Store;
using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>
/// Does what needs locks that others may hold, in short tries: while one statement waits for a whole table, everybody who
/// comes after waits behind it.
/// </summary>
/// <param name="wait">How long one try waits for a lock, and after it the others go first.</param>
internal sealed class LockTries(TimeSpan wait)
{
    private const int Most = 10;

    public string Milliseconds => wait.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);

    /// <param name="work">Has changed nothing where it throws, or may be done again.</param>
    /// <exception cref="StoreUnavailableException">No try got its locks.</exception>
    public async Task Do(Func<Task> work)
    {
        for (var tried = 1; !await Try(work, isLast: tried == Most); tried++)
        {
            await Task.Delay(wait, TimeProvider.System);
        }
    }

    private static async Task<bool> Try(Func<Task> work, bool isLast)
    {
        try
        {
            await work();
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            return isLast ? throw HeldForTooLong(e) : false;
        }
    }

    private static StoreUnavailableException HeldForTooLong(PostgresException cause) => new(
        $"The database cannot be migrated: another session holds a table or a row that the migration needs, and did not let go in {Most} tries "
        + "(a backup, a report, a transaction that was left open; see pg_stat_activity). Let that session end, and start again: what was done so far is kept.",
        cause);
}
