using Acp.Storage.Postgres;
using Acp.Store;

namespace Acp.Storage.Tests.Postgres;

/// <summary>Two stores know nothing of each other but the database, as two processes would.</summary>
public sealed class When_two_stores_share_a_database : IAsyncDisposable
{
    private readonly PostgresDatabase database = new();
    private readonly PostgresStore one;
    private readonly PostgresStore other;

    public When_two_stores_share_a_database() => (one, other) = (database.Open(), database.Open());

    [Fact]
    public async Task Exactly_one_wins_each_race()
    {
        for (var version = 0; version < 50; version++)
        {
            var expected = version;
            var verdicts = await AtOnce(4, _ => Units.Swap("key".At(expected)));

            Assert.Single(verdicts, verdict => verdict is Verdict.Committed);
            Assert.Equal(3, verdicts.Count(verdict => verdict == new Verdict.Conflict("key")));
        }
    }

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

    [Fact]
    public async Task They_cannot_oversell_what_both_sell()
    {
        await one.Commit(Units.Count("available", 50));

        var verdicts = await AtOnce(400, _ => Units.Count("available", -1, 0));

        Assert.Equal(50, verdicts.Count(verdict => verdict is Verdict.Committed));
        Assert.Equal(0, await other.ReadCounter("available"));
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
    public async Task What_one_was_told_is_committed_the_other_sees()
    {
        for (var i = 0; i < 50; i++)
        {
            await one.Commit(Units.Swap("key".At(i, $"{i}")));
            Assert.Equal($"{i}", (await other.Load("key")).Text());
        }
    }

    [Fact]
    public async Task They_never_claim_the_same_subject()
    {
        var now = database.Clock.Now;
        await one.Commit(Units.Empty() with { Due = [.. Enumerable.Range(0, 100).Select(i => new DueTime($"session {i}", now))] });

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => (i % 2 == 0 ? one : other).ClaimDue(now, TimeSpan.FromMinutes(1), 7).AsTask())));

        Assert.Equal(100, claims.SelectMany(claim => claim).Distinct().Count());
        Assert.Equal(100, claims.Sum(claim => claim.Count));
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

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private Task<Verdict[]> AtOnce(int count, Func<int, Unit> unit) => Task.WhenAll(Enumerable.Range(0, count).Select(
        i => Task.Run(() => (i % 2 == 0 ? one : other).Commit(unit(i)).AsTask())));
}
