using Acp.Storage.Postgres;
using Acp.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Storage.Tests.Postgres;

/// <summary>The line between the store and its database is cut at a chosen request of a round.</summary>
public sealed class When_a_commits_answer_is_lost : IAsyncDisposable
{
    private const int Look = 1;
    private const int Write = 2;
    private readonly PostgresDatabase database = new();
    private readonly Relay relay;
    private readonly PostgresStore store;

    public When_a_commits_answer_is_lost()
    {
        relay = new Relay(database.Connection);
        store = database.Open(new PostgresSettings(relay.Connection) { IdleInTransaction = TimeSpan.FromMilliseconds(500) });
    }

    [Theory]
    [InlineData(nameof(Cut.AfterTheServer), true)]
    [InlineData(nameof(Cut.BeforeTheServer), false)]
    public async Task Asking_tells_whether_it_landed(string cut, bool landed)
    {
        await store.Commit(Units.Count("warm", 1));
        var units = new[] { Units.Count("stock", -1), Units.Count("stock", -1) };
        relay.Arm(Enum.Parse<Cut>(cut), Write);

        foreach (var unit in units.Take(1))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Commit(unit));
        }

        Assert.Equal(landed, await store.HasLanded(units[0].CommitId));
        Assert.Equal(landed ? -1 : 0, await store.ReadCounter("stock"));
        Assert.IsType<Verdict.Committed>(await store.Commit(units[1]));
    }

    [Fact]
    public async Task Sending_it_again_does_it_once()
    {
        await store.Commit(Units.Count("warm", 1));
        var unit = Units.Count("stock", -1);
        relay.Arm(Cut.AfterTheServer, Write);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Commit(unit));

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.Commit(unit));

        Assert.Equal(-1, await store.ReadCounter("stock"));
    }

    /// <summary>Nothing is written before a round's second request, so a line that breaks at the first is no reason to tell anybody.</summary>
    [Theory]
    [InlineData(nameof(Cut.AfterTheServer))]
    [InlineData(nameof(Cut.BeforeTheServer))]
    public async Task Before_anything_was_written_it_is_done_again(string cut)
    {
        await store.Commit(Units.Count("warm", 1));
        relay.Arm(Enum.Parse<Cut>(cut), Look);

        Assert.IsType<Verdict.Committed>(await store.Commit(Units.Count("stock", -1)));

        Assert.Equal(-1, await store.ReadCounter("stock"));
    }

    /// <summary>Who was told no has decided anew by the time the packet arrives, and must not be overtaken by himself.</summary>
    [Fact]
    public async Task Who_was_told_no_is_not_overtaken_by_a_late_packet()
    {
        await store.Commit(Units.Count("warm", 1));
        var late = Units.Swap("new key".At(0, "late"));
        relay.Arm(Cut.Held, Write);
        var commit = store.Commit(late).AsTask();
        await relay.Hit;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => commit);

        Assert.False(await store.HasLanded(late.CommitId));
        await relay.Release();

        Assert.False(await store.HasLanded(late.CommitId));
        Assert.Null(await store.Load("new key"));
    }

    /// <summary>The same packet, but it arrives while the question is asked.</summary>
    [Fact]
    public async Task An_answer_and_a_late_packet_never_contradict_each_other()
    {
        for (var round = 0; round < 10; round++)
        {
            await using var line = new Relay(database.Connection);
            await using var sender = PostgresStore.Open(new PostgresSettings(line.Connection), database.Clock, NullLogger<PostgresStore>.Instance);
            await sender.Commit(Units.Count("warm", 1));
            var late = Units.Swap($"key {round}".At(0, "late"));
            line.Arm(Cut.Held, Write);
            var commit = sender.Commit(late).AsTask();
            await line.Hit;
            await Assert.ThrowsAsync<StoreUnavailableException>(() => commit);

            var released = line.Release();
            var told = await store.HasLanded(late.CommitId);
            await released;

            Assert.Equal(told, await store.Load($"key {round}") is not null);
            Assert.Equal(told, await sender.HasLanded(late.CommitId));
        }
    }

    /// <summary>A process that was stopped between its two requests holds locks that it does not know of.</summary>
    [Fact]
    public async Task A_sender_that_sleeps_in_mid_round_does_not_hold_up_the_others()
    {
        await store.Commit(Units.Swap("key".At(0, "first")));
        var late = Units.Swap("key".At(1, "late"));
        relay.Arm(Cut.Held, Write);
        var commit = store.Commit(late).AsTask();
        await relay.Hit;

        var other = database.Open();
        Assert.IsType<Verdict.Committed>(await other.Commit(Units.Swap("key".At(1, "other"))));
        await relay.Release();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => commit);

        Assert.Equal("other", (await other.Load("key")).Text());
        Assert.False(await store.HasLanded(late.CommitId));
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await relay.DisposeAsync();
    }
}
