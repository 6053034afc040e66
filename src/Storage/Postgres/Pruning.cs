using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>
/// Forgets what nobody may ask for any more, a small slice with a round: never one long lock. While slices come out
/// full it goes on with every round, so it keeps up with whatever load there is; else it looks again in a minute.
/// Docs: decisions/0015.
/// </summary>
internal sealed class Pruning
{
    // Callers may ask about a commit for 24 h by contract; the rest is for clocks that disagree.
    private static readonly long CommitsAreKept = (long)TimeSpan.FromHours(48).TotalMilliseconds;
    private static readonly long Pause = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;
    private const int Slice = 256; // A full round adds no more commits than this.
    private const int StateSlice = 64; // Each takes a dozen rows along.

    private long next;

    /// <returns>The statements that prune; none where it is not time yet.</returns>
    public IReadOnlyList<(NpgsqlBatchCommand Slice, int Full)> AddTo(NpgsqlBatch batch, long now)
    {
        if (now < next)
        {
            return [];
        }

        batch.Say(Sql.PruneCommits).Number(now - CommitsAreKept).Number(Slice);
        batch.Say(Sql.PruneReplies).Number(now).Number(Slice);
        batch.Say(Sql.PruneCounters).Number(now).Number(Slice);
        batch.Say(Sql.PruneStates).Number(now).Number(StateSlice);
        return [(batch.BatchCommands[^4], Slice), (batch.BatchCommands[^3], Slice), (batch.BatchCommands[^2], Slice), (batch.BatchCommands[^1], StateSlice)];
    }

    public void Note(IReadOnlyList<(NpgsqlBatchCommand Slice, int Full)> slices, long now)
    {
        if (slices.Count > 0)
        {
            next = slices.Any(slice => slice.Slice.RecordsAffected == slice.Full) ? now : now + Pause;
        }
    }
}
