using Acp.Storage.Postgres;
using Acp.Store;

namespace Acp.Storage.Tests.Postgres;

/// <summary>Two stores know nothing of each other but the database, as two processes would.</summary>
public sealed class When_two_stores_share_a_database : TwoStoresOnOneDatabase
{
    private readonly PostgresDatabase database = new();
    private readonly PostgresStore one;
    private readonly PostgresStore other;

    public When_two_stores_share_a_database() => (one, other) = (database.Open(), database.Open());

    protected override IOpenStore One => one;

    protected override IOpenStore Other => other;

    protected override int Races => 50;

    private protected override ITestDatabase Database => database;

    [Fact]
    public async Task Exactly_one_makes_each_new_key_counter_and_reply()
    {
        for (var round = 0; round < 20; round++)
        {
            var name = $"new {round}";
            var verdicts = await AtOnce(4, _ => Units.Swap(name.At(0)) with
            {
                Counters = [new CounterChange(name, 1, null)],
                Replies = [Units.Reply(name, database.Clock.Now.AddHours(1))],
            });

            Assert.Single(verdicts, verdict => verdict is Verdict.Committed);
            Assert.Equal(1, await one.ReadCounter(name));
        }
    }

    [Fact]
    public async Task A_counter_that_neither_has_seen_yet_adds_up()
    {
        for (var round = 0; round < 10; round++)
        {
            var name = $"counter {round}";
            await AtOnce(8, _ => Units.Count(name, 1));

            Assert.Equal(8, await other.ReadCounter(name));
        }
    }

    /// <summary>Whoever locks rows in the order they are named would wait for the other for ever.</summary>
    [Fact]
    public async Task Opposite_orders_do_not_hold_each_other_up()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"counter {i}")];
        var verdicts = await AtOnce(200, i => Units.Empty() with
        {
            Counters = [.. (i % 2 == 0 ? names : names.Reverse()).Select(name => new CounterChange(name, 1, null))],
        });

        Assert.All(verdicts, verdict => Assert.IsType<Verdict.Committed>(verdict));
        Assert.Equal(200, await one.ReadCounter(names[7]));
        Assert.Equal(0, database.Number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
    }

    [Fact]
    public async Task Either_knows_what_landed_and_what_never_will()
    {
        var (landed, never) = (Units.Swap("key".At(0)), Units.Swap("other key".At(0)));
        await one.Commit(landed);

        Assert.True(await other.HasLanded(landed.CommitId));
        Assert.False(await other.HasLanded(never.CommitId));
        await Assert.ThrowsAsync<ArgumentException>(async () => await one.Commit(never));
        Assert.Null(await one.Load("other key"));
    }
}
