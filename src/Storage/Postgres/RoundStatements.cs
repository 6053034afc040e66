using Acp.CheckoutSessions;
using Acp.Store;
using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>The two messages of a round to the server: look and lock, then write and commit. Each is one round trip.</summary>
internal static class RoundStatements
{
    public static async Task<Found> LookAndLock(NpgsqlConnection connection, IReadOnlyList<Unit> units)
    {
        await using var batch = new NpgsqlBatch(connection);
        var states = units.SelectMany(unit => unit.States.Select(change => change.Key)).Distinct().ToArray();
        var counters = units.SelectMany(unit => unit.Counters.Select(change => change.Name)).Distinct().ToArray();
        var replies = units.SelectMany(unit => unit.Replies.Select(reply => reply.Key)).Distinct().ToArray();
        batch.Say("BEGIN");
        batch.Say(Sql.LockStates).Texts(states);
        batch.Say(Sql.LockCounters).Texts(counters);
        Keys(batch.Say(Sql.FindReplies), replies);
        batch.Say(Sql.FindCommits).Ids(units.Select(unit => unit.CommitId));

        await using var reader = await batch.ExecuteReaderAsync();
        return new Found(
            await Next(reader, row => KeyValuePair.Create(row.StoredText(0), row.GetInt64(1))),
            await Next(reader, row => KeyValuePair.Create(row.StoredText(0), row.GetInt64(1))),
            await Next(reader, row => KeyValuePair.Create(new ReplyKey(row.StoredText(0), row.StoredText(1), row.StoredText(2)), row.GetInt64(3))),
            (await Next(reader, row => KeyValuePair.Create(row.GetGuid(0), true))).Keys.ToHashSet());
    }

    public static async Task WriteAndCommit(NpgsqlConnection connection, RoundWrites writes, Pruning pruning, long now)
    {
        await using var batch = new NpgsqlBatch(connection);
        States(batch, writes);
        Tokens(batch, writes);
        Counters(batch, writes);
        Replies(batch, writes, now);
        Appends(batch, writes);
        Due(batch, writes);
        Tallies(batch, writes);
        Erase(batch, writes.Erasings);
        batch.Say(Sql.InsertCommits).Ids(writes.Commits).Number(now);
        var slices = pruning.AddTo(batch, now);
        batch.Say("COMMIT");
        await batch.ExecuteNonQueryAsync();
        pruning.Note(slices, now);
    }

    private static void States(NpgsqlBatch batch, RoundWrites writes)
    {
        foreach (var (sql, rows) in new[] { (Sql.InsertStates, writes.NewStates), (Sql.UpdateStates, writes.OldStates) })
        {
            if (rows.Count > 0)
            {
                batch.Say(sql)
                    .Texts(rows.Select(row => row.Change.Key))
                    .Numbers(rows.Select(row => row.Version))
                    .Blobs(rows.Select(row => row.Change.State))
                    .Texts(rows.Select(row => row.Change.Index.Kind))
                    .Texts(rows.Select(row => row.Change.Index.Status))
                    .Texts(rows.Select(row => row.Change.Index.Platform))
                    .Numbers(rows.Select(row => row.Change.Index.Amount))
                    .Texts(rows.Select(row => row.Change.Index.Currency))
                    .Times(rows.Select(row => row.Change.Index.CreatedAt))
                    .Times(rows.Select(row => row.At))
                    .Times(rows.Select(row => row.Change.Index.KeptUntil))
                    .Texts(rows.Select(row => row.Change.Index.Mark?.Name))
                    .Times(rows.Select(row => row.Change.Index.Mark?.Since))
                    .Texts(rows.Select(row => row.Change.Index.Terms.Buyer))
                    .Texts(rows.Select(row => row.Change.Index.Terms.Intent));
            }
        }
    }

    private static void Tokens(NpgsqlBatch batch, RoundWrites writes)
    {
        if (writes.Tokens is { Count: > 0 } rows)
        {
            batch.Say(Sql.WriteTokens)
                .Texts(rows.Select(row => row.Id))
                .Texts(rows.Select(row => row.Origin.ToString()))
                .Texts(rows.Select(row => row.Status.ToString()))
                .Texts(rows.Select(row => row.Platform))
                .Texts(rows.Select(row => row.Merchant))
                .Texts(rows.Select(row => row.Session))
                .Texts(rows.Select(row => row.Currency))
                .Numbers(rows.Select(row => row.Amount))
                .Times(rows.Select(row => row.CreatedAt))
                .Times(rows.Select(row => row.ExpiresAt))
                .Times(rows.Select(row => row.EndedAt));
        }
    }

    private static void Tallies(NpgsqlBatch batch, RoundWrites writes)
    {
        if (writes.Tallies is { Count: > 0 } sums)
        {
            batch.Say(Sql.AddTallies).Texts(sums.Keys).Numbers(sums.Values);
        }
    }

    private static void Counters(NpgsqlBatch batch, RoundWrites writes)
    {
        foreach (var (sql, rows) in new[] { (Sql.InsertCounters, writes.NewCounters), (Sql.UpdateCounters, writes.OldCounters) })
        {
            if (rows.Count > 0)
            {
                batch.Say(sql).Texts(rows.Select(row => row.Name)).Numbers(rows.Select(row => row.Value)).Times(rows.Select(row => row.KeptUntil));
            }
        }
    }

    private static void Replies(NpgsqlBatch batch, RoundWrites writes, long now)
    {
        if (writes.Expired is { Count: > 0 } expired)
        {
            Keys(batch.Say(Sql.DeleteExpiredReplies), expired).Number(now);
        }

        if (writes.Replies is { Count: > 0 } replies)
        {
            Keys(batch.Say(Sql.InsertReplies), replies.Select(kept => kept.Key))
                .Texts(replies.Select(kept => kept.Fingerprint))
                .Integers(replies.Select(kept => kept.Reply.Status))
                .Blobs(replies.Select(kept => kept.Reply.Body))
                .Times(replies.Select(kept => kept.KeptUntil));
        }
    }

    private static void Appends(NpgsqlBatch batch, RoundWrites writes)
    {
        if (writes.Audit is { Count: > 0 } audit)
        {
            batch.Say(Sql.InsertAudit)
                .Texts(audit.Select(entry => entry.Subject))
                .Times(audit.Select(entry => entry.At))
                .Texts(audit.Select(entry => entry.Actor))
                .Texts(audit.Select(entry => entry.Event))
                .Texts(audit.Select(entry => entry.Detail));
        }
    }

    private static void Due(NpgsqlBatch batch, RoundWrites writes)
    {
        foreach (var wave in writes.Due)
        {
            if (wave.Where(time => time.At is not null).ToArray() is { Length: > 0 } woken)
            {
                batch.Say(Sql.SetDue)
                    .Texts(woken.Select(time => time.Subject))
                    .Times(woken.Select(time => time.At!.Value))
                    .Numbers(woken.Select(time => time.Through));
            }

            if (wave.Where(time => time.At is null).ToArray() is { Length: > 0 } cleared)
            {
                batch.Say(Sql.ClearDue).Texts(cleared.Select(time => time.Subject)).Numbers(cleared.Select(time => time.Through));
            }
        }
    }

    // Behind the replies of the same round: one that another unit keeps in it goes as well.
    private static void Erase(NpgsqlBatch batch, IReadOnlyList<Erasing> erasings)
    {
        if (erasings.SelectMany(erasing => erasing.Replies).ToArray() is { Length: > 0 } gone)
        {
            batch.Say(Sql.ForgetReplies).Texts(gone.Select(at => at.Platform)).Texts(gone.Select(at => at.Path));
        }

        if (erasings.SelectMany(erasing => erasing.Rewritten).ToArray() is { Length: > 0 } rewritten)
        {
            Keys(batch.Say(Sql.RewriteReplies), rewritten.Select(it => it.Key))
                .Integers(rewritten.Select(it => it.Reply.Status))
                .Blobs(rewritten.Select(it => it.Reply.Body))
                .Times(rewritten.Select(it => it.KeptUntil));
        }

        if (erasings.SelectMany(erasing => erasing.Trails).SelectMany(trail => trail.Events.Select(name => (trail.Subject, name))).ToArray() is { Length: > 0 } blanked)
        {
            batch.Say(Sql.BlankTrails).Texts(blanked.Select(it => it.Subject)).Texts(blanked.Select(it => it.name)).Text(BlankedTrail.Blank);
        }
    }

    private static NpgsqlParameterCollection Keys(NpgsqlParameterCollection to, IEnumerable<ReplyKey> keys)
    {
        var all = keys.ToArray();
        return to.Texts(all.Select(key => key.Platform)).Texts(all.Select(key => key.Path)).Texts(all.Select(key => key.Key));
    }

    // BEGIN has no rows and is no result to the reader: the first one is that of the first SELECT.
    private static async Task<Dictionary<TKey, TValue>> Next<TKey, TValue>(NpgsqlDataReader reader, Func<NpgsqlDataReader, KeyValuePair<TKey, TValue>> read)
        where TKey : notnull
    {
        var rows = new Dictionary<TKey, TValue>();
        while (await reader.ReadAsync())
        {
            var (key, value) = read(reader);
            rows.Add(key, value);
        }

        await reader.NextResultAsync();
        return rows;
    }
}
