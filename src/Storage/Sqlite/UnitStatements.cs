using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>What a unit writes, one statement a table. The first refusal ends it; the caller undoes the rest.</summary>
internal sealed class UnitStatements(SqliteConnection connection, DueStatements due) : IDisposable
{
    private static readonly Verdict Committed = new Verdict.Committed();

    private readonly StateStatements states = new(connection);
    private readonly TokenStatements tokens = new(connection);
    private readonly CounterStatements counters = new(connection);
    private readonly ReplyStatements replies = new(connection);
    private readonly AppendStatements appends = new(connection);
    private readonly ErasingStatements erasings = new(connection);
    private readonly Statement land = new(
        connection, "INSERT INTO commits (commit_id, at) VALUES (?, ?) ON CONFLICT (commit_id) DO NOTHING");
    private readonly Statement landed = new(connection, "SELECT 1 FROM commits WHERE commit_id = ?");
    private readonly Statement touch = new(
        connection, "INSERT INTO commits (commit_id, at) VALUES (zeroblob(16), ?) ON CONFLICT (commit_id) DO UPDATE SET at = excluded.at");

    public Verdict Apply(Unit unit, long now)
    {
        Land(unit.CommitId, now);
        if (Refusal(unit, now) is { } refusal)
        {
            return refusal;
        }

        appends.Write(unit);
        foreach (var time in unit.Due)
        {
            due.Set(time);
        }

        if (unit.Erases is { } erasing)
        {
            erasings.Carry(erasing);
        }

        return Committed;
    }

    public bool HasLanded(Guid commitId) => landed.Bind(commitId).Row(row => row.Number(0)) == 1;

    public void Touch(long now) => touch.Bind(now).Run();

    public void Dispose()
    {
        IDisposable[] own = [states, tokens, counters, replies, appends, erasings, land, landed, touch];
        Array.ForEach(own, statement => statement.Dispose());
    }

    // By the store's clock, not the unit's: retention is measured by it, and must not trust the caller's idea of time.
    private void Land(Guid commitId, long now)
    {
        if (land.Bind(commitId).Bind(now).Run() == 0)
        {
            throw UnitRules.SentBefore();
        }
    }

    private Verdict? Refusal(Unit unit, long now)
    {
        foreach (var change in unit.States)
        {
            if (!states.Swap(change, unit.At))
            {
                return new Verdict.Conflict(change.Key);
            }

            tokens.Write(change.Token);
        }

        foreach (var change in unit.Counters)
        {
            if (!counters.Add(change))
            {
                return new Verdict.CounterShort(change.Name);
            }
        }

        foreach (var reply in unit.Replies)
        {
            if (!replies.Keep(reply, now))
            {
                return new Verdict.ReplyExists(reply.Key);
            }
        }

        return null;
    }
}
