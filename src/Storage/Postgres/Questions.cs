using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>
/// Says which units landed, and makes it final. A commit whose answer was lost may still run in the server, so looking
/// is not enough: the id is inserted as closed. That waits for a transaction that holds the id already, and one that
/// comes later finds it taken and fails.
/// </summary>
internal sealed class Questions(WriteConnection writer, TimeProvider clock)
{
    /// <summary>Everybody in the batch has been told when this returns.</summary>
    public async Task Run(IReadOnlyList<LandedWork> batch)
    {
        try
        {
            var landed = await Ask([.. batch.Select(work => work.CommitId).Distinct()]);
            foreach (var work in batch)
            {
                work.Settle(landed.Contains(work.CommitId));
            }
        }
        catch (Exception e)
        {
            await writer.RollBack();
            foreach (var work in batch)
            {
                work.Fail(Failures.Unavailable(e));
            }
        }
    }

    // Asking twice is safe: what one answer closed the next finds closed.
    private async Task<HashSet<Guid>> Ask(Guid[] ids)
    {
        var (connection, isFresh) = await writer.Get();
        try
        {
            return await Ask(connection, ids);
        }
        catch (NpgsqlException) when (!isFresh && !writer.IsOpen)
        {
            return await Ask((await writer.Get()).Connection, ids);
        }
    }

    // Without BEGIN the two are one transaction all the same, and the second sees what the first waited for.
    private async Task<HashSet<Guid>> Ask(NpgsqlConnection connection, Guid[] ids)
    {
        await using var batch = new NpgsqlBatch(connection);
        writer.HasWarned = false;
        batch.Say(Sql.CloseCommits).Ids(ids).Number(clock.NowMilliseconds());
        batch.Say(Sql.FindLanded).Ids(ids);
        await using var reader = await batch.ExecuteReaderAsync();
        var landed = new HashSet<Guid>();
        while (await reader.ReadAsync())
        {
            landed.Add(reader.GetGuid(0));
        }

        await reader.CloseAsync(); // A commit that fails says so here.
        return writer.HasWarned ? throw Failures.Warned() : landed;
    }
}
