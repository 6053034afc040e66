using Acp.Storage.Postgres;
using Acp.Store;

namespace Acp.Storage.Tests.Postgres;

/// <summary>
/// The writer is made to wait by locking a table from outside. What is queued meanwhile goes out as at most two rounds:
/// the one the writer was about to begin, and one with all the rest.
/// </summary>
public sealed class When_units_wait_together : UnitsThatWaitTogether
{
    private readonly PostgresDatabase database = new();
    private readonly PostgresStore store;

    public When_units_wait_together() => store = database.Open();

    protected override IOpenStore Store => store;

    private protected override ITestDatabase Database => database;

    [Fact]
    public async Task They_share_a_transaction()
    {
        var verdicts = await CommitTogether(Enumerable.Range(0, 100).Select(i => Units.Swap($"key {i}".At(0))));

        Assert.All(verdicts, verdict => Assert.IsType<Verdict.Committed>(verdict));
        Assert.InRange(database.Number("SELECT count(DISTINCT xmin::text) FROM states"), 1, 2);
    }

    /// <summary>A rule that this program does not know, as an operator may add one: only the server finds the breach.</summary>
    [Fact]
    public async Task One_that_the_server_refuses_fails_alone()
    {
        database.Execute("ALTER TABLE states ADD CONSTRAINT odd CHECK (status <> 'odd')");
        var odd = "odd".At(0);
        var refused = Units.Swap(odd with { Index = odd.Index with { Status = "odd" } });
        var neighbours = Enumerable.Range(0, 20).Select(i => Units.Swap($"key {i}".At(0))).ToList();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => CommitTogether([.. neighbours.Take(10), refused, .. neighbours.Skip(10)]));

        Assert.Contains("23514", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(20, database.Number("SELECT count(*) FROM states"));
    }

    [Fact]
    public async Task Text_that_does_not_fit_fails_alone()
    {
        foreach (var key in new[] { "half \ud83d", new string('x', 3000), new string('\0', 1500) })
        {
            var unit = Units.Swap(key.At(0));
            var neighbour = store.Commit(Units.Count("stock", 1)).AsTask();

            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.Commit(unit));

            Assert.IsType<Verdict.Committed>(await neighbour);
            Assert.False(await store.HasLanded(unit.CommitId));
        }
    }

    [Fact]
    public async Task Every_place_for_text_holds_every_character()
    {
        const string Text = "nul \0 one \u0001 two \u0002 🔑";
        var unit = Units.Swap(Text.At(0) with { Index = new IndexColumns(Text, Text, Text, 1, Text, Units.Noon) }) with
        {
            Counters = [new CounterChange(Text, 3, null)],
            Replies = [new KeptReply(new(Text, Text, Text), Text, new(200, Array.Empty<byte>()), database.Clock.Now.AddHours(1))],
            Audit = [new AuditEntry(Text, Units.Noon, Text, Text, Text)],
            Due = [new DueTime(Text, database.Clock.Now)],
        };

        Assert.IsType<Verdict.Committed>(await store.Commit(unit));

        Assert.Equal((1, 3), ((await store.Load(Text))!.Version, await store.ReadCounter(Text)));
        Assert.Equal(Text, (await store.FindReply(new(Text, Text, Text)))!.Fingerprint);
        Assert.Equal(unit.Audit[0], Assert.Single(await store.ReadAudit(Text)));
        Assert.Equal([Text], await store.ClaimDue(Text, database.Clock.Now, TimeSpan.FromMinutes(1), 1));
    }

    [Fact]
    public async Task A_row_that_stays_locked_is_given_up_and_nothing_lands()
    {
        var impatient = database.Open(new PostgresSettings(database.Connection) { LockWait = TimeSpan.FromMilliseconds(50) });
        var units = Enumerable.Range(0, 20).Select(i => Units.Swap($"key {i}".At(0))).ToList();
        using (database.Lock())
        {
            foreach (var commit in units.Select(unit => impatient.Commit(unit).AsTask()).ToList())
            {
                await Assert.ThrowsAsync<StoreUnavailableException>(() => commit);
            }
        }

        Assert.Equal(0, database.Number("SELECT count(*) FROM states"));
        Assert.IsType<Verdict.Committed>(await impatient.Commit(Units.Swap("key 0".At(0))));
    }

    protected override IOpenStore OpenNarrow() => database.Open(new PostgresSettings(database.Connection) { MostWaiting = 4, MostTogether = 3 });
}
