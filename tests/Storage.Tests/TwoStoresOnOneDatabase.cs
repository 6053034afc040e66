using Acp.Store;

namespace Acp.Storage.Tests;

/// <summary>What every store promises that several processes may open at once. A store derives from it.</summary>
public abstract class TwoStoresOnOneDatabase : IAsyncDisposable
{
    private protected abstract ITestDatabase Database { get; }

    protected abstract IOpenStore One { get; }

    protected abstract IOpenStore Other { get; }

    /// <summary>As many as fit into a second or two.</summary>
    protected abstract int Races { get; }

    [Fact]
    public async Task Exactly_one_wins_each_race()
    {
        for (var version = 0; version < Races; version++)
        {
            var expected = version;
            var verdicts = await AtOnce(4, _ => Units.Swap("key".At(expected)));

            Assert.Single(verdicts, verdict => verdict is Verdict.Committed);
            Assert.Equal(3, verdicts.Count(verdict => verdict == new Verdict.Conflict("key")));
        }
    }

    [Fact]
    public async Task What_one_was_told_is_committed_the_other_sees()
    {
        for (var i = 0; i < Races; i++)
        {
            await One.Commit(Units.Swap("key".At(i, $"{i}")));
            Assert.Equal($"{i}", (await Other.Load("key")).Text());
        }
    }

    [Fact]
    public async Task They_cannot_oversell_what_both_sell()
    {
        await One.Commit(Units.Count("available", 50));

        var verdicts = await AtOnce(400, _ => Units.Count("available", -1, 0));

        Assert.Equal(50, verdicts.Count(verdict => verdict is Verdict.Committed));
        Assert.Equal(0, await Other.ReadCounter("available"));
    }

    [Fact]
    public async Task They_never_claim_the_same_subject()
    {
        var now = Database.Clock.Now;
        await One.Commit(Units.Empty() with { Due = [.. Enumerable.Range(0, 100).Select(i => new DueTime($"session {i}", now))] });

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => (i % 2 == 0 ? One : Other).ClaimDue(now, TimeSpan.FromMinutes(1), 7).AsTask())));

        Assert.Equal(100, claims.SelectMany(claim => claim).Distinct().Count());
        Assert.Equal(100, claims.Sum(claim => claim.Count));
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task<Verdict[]> AtOnce(int count, Func<int, Unit> unit) => Task.WhenAll(Enumerable.Range(0, count).Select(
        i => Task.Run(() => (i % 2 == 0 ? One : Other).Commit(unit(i)).AsTask())));
}
