using Acp.SharedPaymentTokens;
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
    public async Task What_both_tally_adds_up_exactly()
    {
        await AtOnce(400, i => Units.Tally(("all", 1), ($"some {i % 3}", 2)));

        Assert.Equal(
            new Dictionary<string, long> { ["all"] = 400, ["some 0"] = 268, ["some 1"] = 266, ["some 2"] = 266 },
            await One.ReadTallies("a", "z"));
        Assert.Equal(400, (await Other.ReadTallies("all", "all0"))["all"]);
    }

    /// <summary>Of each version of a token one unit lands, and with it its row and what it adds.</summary>
    [Fact]
    public async Task Whoever_loses_a_race_for_a_token_lists_and_adds_nothing()
    {
        for (var version = 0; version < 20; version++)
        {
            var expected = version;
            var verdicts = await AtOnce(4, i => Units.Swap((Units.Token("spt_1") with { Amount = (expected * 10) + i }).At(expected)) with
            {
                Tallies = [new TallyChange("amounts", (expected * 10) + i), new TallyChange("changes", 1)],
            });

            var winner = Assert.Single(Enumerable.Range(0, 4), i => verdicts[i] is Verdict.Committed);
            var row = Assert.Single(await Other.ListTokens(new TokenFilter(), Database.Clock.Now, null, 10));
            Assert.Equal((expected * 10) + winner, row.Amount);
            Assert.Equal(expected + 1, (await One.ReadTallies("changes", "changet"))["changes"]);
        }
    }

    [Fact]
    public async Task They_never_claim_the_same_subject()
    {
        var now = Database.Clock.Now;
        await One.Commit(Units.Empty() with { Due = [.. Enumerable.Range(0, 100).Select(i => new DueTime($"session/{i}", now))] });

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => (i % 2 == 0 ? One : Other).ClaimDue("session", now, TimeSpan.FromMinutes(1), 7).AsTask())));

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
