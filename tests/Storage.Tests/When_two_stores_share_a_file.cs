using Acp.Storage.Sqlite;
using Acp.Store;

namespace Acp.Storage.Tests;

/// <summary>Two stores know nothing of each other but the file, as two processes would.</summary>
public sealed class When_two_stores_share_a_file : IAsyncDisposable
{
    private readonly SqliteFile file = new();
    private readonly SqliteStore one;
    private readonly SqliteStore other;

    public When_two_stores_share_a_file() => (one, other) = (file.Open(), file.Open());

    [Fact]
    public async Task Exactly_one_wins_each_race()
    {
        for (var version = 0; version < 100; version++)
        {
            var expected = version;
            var verdicts = await Task.WhenAll(
                new[] { one, other, one, other }.Select(store => Task.Run(() => store.Commit(Units.Swap("key".At(expected))).AsTask())));

            Assert.Single(verdicts, verdict => verdict is Verdict.Committed);
            Assert.Equal(3, verdicts.Count(verdict => verdict == new Verdict.Conflict("key")));
        }
    }

    [Fact]
    public async Task What_one_was_told_is_committed_the_other_sees()
    {
        for (var i = 0; i < 200; i++)
        {
            await one.Commit(Units.Swap("key".At(i, $"{i}")));
            Assert.Equal($"{i}", (await other.Load("key")).Text());
        }
    }

    [Fact]
    public async Task They_cannot_oversell_what_both_sell()
    {
        await one.Commit(Units.Count("available", 50));

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 400).Select(
            i => Task.Run(() => (i % 2 == 0 ? one : other).Commit(Units.Count("available", -1, 0)).AsTask())));

        Assert.Equal(50, verdicts.Count(verdict => verdict is Verdict.Committed));
        Assert.Equal(0, await other.ReadCounter("available"));
    }

    [Fact]
    public async Task They_never_claim_the_same_subject()
    {
        var now = file.Clock.Now;
        await one.Commit(Units.Empty() with { Due = [.. Enumerable.Range(0, 100).Select(i => new DueTime($"session {i}", now))] });

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => (i % 2 == 0 ? one : other).ClaimDue(now, TimeSpan.FromMinutes(1), 7).AsTask())));

        Assert.Equal(100, claims.SelectMany(claim => claim).Distinct().Count());
        Assert.Equal(100, claims.Sum(claim => claim.Count));
    }

    [Fact]
    public async Task Either_knows_what_landed()
    {
        var unit = Units.Swap("key".At(0));
        await one.Commit(unit);

        Assert.True(await other.HasLanded(unit.CommitId));
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
