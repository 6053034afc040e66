using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>
/// Forgets what nobody may ask for any more, a small slice with a round: never one long lock. While slices come out
/// full it goes on with every round, so it keeps up with whatever load there is; else it looks again in a minute.
/// </summary>
internal sealed class Pruning
{
    // Callers may ask about a commit for 24 h by contract; the rest is for clocks that disagree.
    private static readonly long CommitsAreKept = (long)TimeSpan.FromHours(48).TotalMilliseconds;
    private static readonly long Pause = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;
    private const int Slice = 256; // A full round adds no more commits than this.

    private long next;

    /// <returns>The statements that prune; none where it is not time yet.</returns>
    public IReadOnlyList<NpgsqlBatchCommand> AddTo(NpgsqlBatch batch, long now)
    {
        if (now < next)
        {
            return [];
        }

        batch.Say(Sql.PruneCommits).Number(now - CommitsAreKept).Number(Slice);
        batch.Say(Sql.PruneReplies).Number(now).Number(Slice);
        return [batch.BatchCommands[^2], batch.BatchCommands[^1]];
    }

    public void Note(IReadOnlyList<NpgsqlBatchCommand> slices, long now)
    {
        if (slices.Count > 0)
        {
            next = slices.Any(slice => slice.RecordsAffected == Slice) ? now : now + Pause;
        }
    }
}
