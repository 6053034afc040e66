using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>
/// Forgets what nobody may ask for any more, a small slice with a batch: never one long lock. While slices come out
/// full it goes on with every batch, so it keeps up with whatever load there is; else it looks again in a minute.
/// </summary>
internal sealed class Pruning(SqliteConnection connection) : IDisposable
{
    // Callers may ask about a commit for 24 h by contract; the rest is for clocks that disagree.
    private static readonly long CommitsAreKept = (long)TimeSpan.FromHours(48).TotalMilliseconds;
    private static readonly long Pause = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;
    private const int Slice = 256; // A full batch adds no more commits than this.

    private readonly Statement commits = new(
        connection, "DELETE FROM commits WHERE id IN (SELECT id FROM commits ORDER BY id LIMIT ?) AND at < ?");

    private readonly Statement replies = new(
        connection, "DELETE FROM replies WHERE id IN (SELECT id FROM replies WHERE kept_until <= ? ORDER BY kept_until LIMIT ?)");

    private long next;

    public void Now(long now)
    {
        if (now < next)
        {
            return;
        }

        var old = commits.Bind(Slice).Bind(now - CommitsAreKept).Run();
        var expired = replies.Bind(now).Bind(Slice).Run();
        next = old == Slice || expired == Slice ? now : now + Pause;
    }

    public void Dispose()
    {
        commits.Dispose();
        replies.Dispose();
    }
}
