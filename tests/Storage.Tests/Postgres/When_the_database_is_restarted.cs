using Acp.Storage.Postgres;
using Acp.Storage.Victim;
using Acp.Store;
using Acp.Tests.Postgres;

namespace Acp.Storage.Tests.Postgres;

public sealed class When_the_database_is_restarted : IAsyncDisposable
{
    private const int Workers = 4;
    private readonly PostgresServer server = TestPostgres.OwnServer();
    private readonly PostgresDatabase database;
    private readonly PostgresStore store;
    private readonly long[] landed = new long[Workers];

    public When_the_database_is_restarted()
    {
        database = new PostgresDatabase(TestPostgres.NewDatabase(server.Connection));
        store = database.Open();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_commit_is_lost_and_none_invented(bool killed)
    {
        using var enough = new CancellationTokenSource();
        var workers = Enumerable.Range(0, Workers).Select(worker => Task.Run(() => Work(worker, enough.Token))).ToArray();
        for (var restart = 0; restart < 3; restart++)
        {
            await AllGetFurther();
            (killed ? (Action)server.Kill : server.Stop)();
            server.StartAgain();
        }

        await AllGetFurther();
        await enough.CancelAsync();
        await Task.WhenAll(workers);

        for (var worker = 0; worker < Workers; worker++)
        {
            Assert.Equal(landed[worker], await Tearable.Whole(store, $"{worker}"));
        }

        Assert.Equal(landed.Sum(), await store.ReadCounter(Tearable.Everybody));
    }

    [Fact]
    public async Task While_it_is_down_everybody_is_told_and_afterwards_it_works_again()
    {
        await store.Commit(Units.Swap("key".At(0)));
        var unit = Units.Swap("key".At(1, "after"));
        server.Stop(); // Killed, its processes would answer a little longer.

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Load("key"));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Commit(Units.Swap("key".At(1, "while it was down"))));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.HasLanded(unit.CommitId));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ClaimDue("session", database.Clock.Now, TimeSpan.FromMinutes(1), 1));
        server.StartAgain();

        Assert.Equal("state", (await store.Load("key")).Text());
        Assert.IsType<Verdict.Committed>(await store.Commit(unit));
    }

    /// <summary>Every connection is dead, and none of them knows: the next call must not be the one to find out.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_notices_one_that_nobody_met(bool writesFirst)
    {
        await store.Commit(Units.Swap("key".At(0)));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => store.Load("key").AsTask()));
        server.Stop();
        server.StartAgain();

        if (writesFirst)
        {
            Assert.IsType<Verdict.Committed>(await store.Commit(Units.Swap("key".At(1))));
        }

        var loads = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => store.Load("key").AsTask()));

        Assert.All(loads, stored => Assert.Equal(writesFirst ? 2 : 1, stored!.Version));
        Assert.IsType<Verdict.Committed>(await store.Commit(Units.Swap("key".At(writesFirst ? 2 : 1))));
    }

    [Fact]
    public async Task A_connection_that_the_server_ends_in_mid_round_costs_nobody_anything()
    {
        Task<Verdict> commit;
        using (database.Lock())
        {
            commit = store.Commit(Units.Count("stock", 1)).AsTask();
            await Eventually.True(() => database.Number("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'") == 1);
            database.Execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND locktype = 'relation'");
        }

        // Opened just now or not, it had written nothing: told as not done, or done again.
        var verdict = await Record.ExceptionAsync(async () => Assert.IsType<Verdict.Committed>(await commit));
        Assert.True(verdict is null or StoreUnavailableException);
        Assert.Equal(verdict is null ? 1 : 0, await store.ReadCounter("stock"));
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        server.Dispose();
    }

    private async Task Work(int worker, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            if (await Lands(Tearable.Unit($"{worker}", landed[worker] + 1, database.Clock.Now)))
            {
                Interlocked.Increment(ref landed[worker]);
            }
        }
    }

    // As a session does it: what is not known is asked, until there is an answer.
    private async Task<bool> Lands(Unit unit)
    {
        try
        {
            return await store.Commit(unit) is Verdict.Committed;
        }
        catch (StoreUnavailableException)
        {
            var landed = false;
            await Eventually.True(async () =>
            {
                try
                {
                    landed = await store.HasLanded(unit.CommitId);
                    return true;
                }
                catch (StoreUnavailableException)
                {
                    return false;
                }
            });
            return landed;
        }
    }

    private Task AllGetFurther()
    {
        var before = landed.Select((_, worker) => Interlocked.Read(ref landed[worker])).ToArray();
        return Eventually.True(() => Enumerable.Range(0, Workers).All(worker => Interlocked.Read(ref landed[worker]) > before[worker] + 5));
    }
}
