using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Storage.Tests;

/// <summary>
/// A database that an older version filled, with a state <c>key</c> at version 3, a trail of one entry, a counter
/// <c>stock</c> at 7 and a merchant.
/// </summary>
internal static class MigratedDatabase
{
    public static async Task GoesOn(IOpenStore store, ManualClock clock)
    {
        await store.Commit(Units.Empty());
        var stored = await store.Load("key");
        Assert.Equal(("state", 3, 7), (stored.Text(), stored!.Version, await store.ReadCounter("stock")));
        Assert.Single(await store.ReadAudit("key"));
        Assert.Equal("merchant/a", Assert.Single(await store.ListStates("merchant", "verified", after: null, limit: 10)).Key);
        Assert.Empty(await store.ListTokens(new TokenFilter(), clock.Now, after: null, limit: 10));

        var unit = Units.Swap("key".At(3).KeptUntil(clock.Now.AddDays(1)), Units.Token("spt_1").At(0)) with
        {
            Counters = [new CounterChange("day", 1, null) { KeptUntil = clock.Now.AddDays(1) }],
            Tallies = [new TallyChange("changes", 1)],
        };
        Assert.IsType<Verdict.Committed>(await store.Commit(unit));

        Assert.Equal("spt_1", Assert.Single(await store.ListTokens(new TokenFilter(), clock.Now, after: null, limit: 10)).Id);
        Assert.Equal(1, (await store.ReadTallies("changes", "changet"))["changes"]);
        clock.Advance(TimeSpan.FromDays(1));
        await store.Commit(Units.Empty());
        Assert.Equal((0, 7), (await store.ReadCounter("day"), await store.ReadCounter("stock")));
        Assert.Null(await store.Load("key"));
        Assert.Empty(await store.ReadAudit("key"));
    }
}
