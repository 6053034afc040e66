using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>
/// Forgets what nobody may ask for any more, a small slice with a batch: never one long lock. While slices come out
/// full it goes on with every batch, so it keeps up with whatever load there is; else it looks again in a minute.
/// Docs: decisions/0015.
/// </summary>
internal sealed class Pruning(SqliteConnection connection) : IDisposable
{
    // Callers may ask about a commit for 24 h by contract; the rest is for clocks that disagree.
    private static readonly long CommitsAreKept = (long)TimeSpan.FromHours(48).TotalMilliseconds;
    private static readonly long Pause = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;
    private const int Slice = 256; // A full batch adds no more commits than this.
    private const int StateSlice = 64; // Each takes a dozen rows along.

    private readonly Statement commits = new(
        connection, "DELETE FROM commits WHERE id IN (SELECT id FROM commits ORDER BY id LIMIT ?) AND at < ?");

    private readonly Statement replies = new(
        connection, "DELETE FROM replies WHERE id IN (SELECT id FROM replies WHERE kept_until <= ? ORDER BY kept_until LIMIT ?)");

    private readonly Statement counters = new(
        connection, "DELETE FROM counters WHERE name IN (SELECT name FROM counters WHERE kept_until <= ? ORDER BY kept_until LIMIT ?)");

    // Who is still to be woken is not finished, whatever its state says.
    private readonly Statement finished = new(
        connection,
        """
        SELECT key FROM states
        WHERE kept_until <= ? AND NOT EXISTS (SELECT 1 FROM due WHERE subject = states.key)
        ORDER BY kept_until LIMIT ?
        """);

    private readonly Statement trail = new(connection, "DELETE FROM audit WHERE subject = ?");
    private readonly Statement state = new(connection, "DELETE FROM states WHERE key = ?");

    private long next;

    public void Now(long now)
    {
        if (now < next)
        {
            return;
        }

        var old = commits.Bind(Slice).Bind(now - CommitsAreKept).Run();
        var expired = replies.Bind(now).Bind(Slice).Run();
        var counted = counters.Bind(now).Bind(Slice).Run();
        var gone = Forget(finished.Bind(now).Bind(StateSlice).Rows(row => row.Text(0)));
        next = old == Slice || expired == Slice || counted == Slice || gone == StateSlice ? now : now + Pause;
    }

    public void Dispose()
    {
        Statement[] own = [commits, replies, counters, finished, trail, state];
        Array.ForEach(own, statement => statement.Dispose());
    }

    private int Forget(List<string> keys)
    {
        foreach (var key in keys)
        {
            trail.Bind(key).Run();
            state.Bind(key).Run();
        }

        return keys.Count;
    }
}
