using Acp.Store;

namespace Acp.Storage.Tests;

public abstract partial class StoreConformance
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Only_what_is_due_is_claimed_oldest_first()
    {
        await Committed(Units.Wake("session/third", Clock.Now));
        await Committed(Units.Wake("session/first", Clock.Now.AddSeconds(-2)));
        await Committed(Units.Wake("session/later", Clock.Now.AddMilliseconds(1)));
        await Committed(Units.Wake("session/second", Clock.Now.AddSeconds(-1)));

        Assert.Equal(["session/first", "session/second"], await Store.ClaimDue("session", Clock.Now, Lease, 2));
        Assert.Equal(["session/third"], await Store.ClaimDue("session", Clock.Now, Lease, 2));
        Assert.Empty(await Store.ClaimDue("session", Clock.Now, Lease, 2));
    }

    [Fact]
    public async Task A_claim_hides_the_subject_until_its_lease_is_over()
    {
        await Committed(Units.Wake("session", Clock.Now));
        Assert.Equal(["session"], await Store.ClaimDue("session", Clock.Now, Lease, 10));

        Assert.Empty(await Store.ClaimDue("session", Clock.Now + Lease - TimeSpan.FromMilliseconds(1), Lease, 10));
        Assert.Equal(["session"], await Store.ClaimDue("session", Clock.Now + Lease, Lease, 10));
    }

    [Fact]
    public async Task A_new_due_time_ends_the_lease()
    {
        await Committed(Units.Wake("session", Clock.Now));
        await Store.ClaimDue("session", Clock.Now, Lease, 10);

        await Committed(Units.Wake("session", Clock.Now.AddSeconds(1)));

        Assert.Empty(await Store.ClaimDue("session", Clock.Now, Lease, 10));
        Assert.Equal(["session"], await Store.ClaimDue("session", Clock.Now.AddSeconds(1), Lease, 10));
    }

    [Fact]
    public async Task A_cleared_due_time_wakes_nobody()
    {
        await Committed(Units.Wake("session", Clock.Now));
        await Committed(Units.Wake("session", null));
        await Committed(Units.Wake("session/never set", null));

        Assert.Empty(await Store.ClaimDue("session", Clock.Now.AddYears(1), Lease, 10));
    }

    [Fact]
    public async Task A_clear_that_knew_of_less_leaves_what_was_set_for_more()
    {
        await Committed(Units.Wake("delivery/one", Clock.Now, through: 1));
        await Committed(Units.Wake("delivery/one", Clock.Now, through: 2));

        await Committed(Units.Wake("delivery/one", null, through: 1));

        Assert.Equal(["delivery/one"], await Store.ClaimDue("delivery", Clock.Now, Lease, 10));
        await Committed(Units.Wake("delivery/one", null, through: 2));
        Assert.Empty(await Store.ClaimDue("delivery", Clock.Now.AddYears(1), Lease, 10));
    }

    [Fact]
    public async Task A_time_that_is_put_off_still_stands_for_all_it_was_set_for()
    {
        await Committed(Units.Wake("delivery/one", Clock.Now, through: 2));

        await Committed(Units.Wake("delivery/one", Clock.Now.AddHours(1), through: 1));
        await Committed(Units.Wake("delivery/one", null, through: 1));

        Assert.Empty(await Store.ClaimDue("delivery", Clock.Now, Lease, 10));
        Assert.Equal(["delivery/one"], await Store.ClaimDue("delivery", Clock.Now.AddHours(1), Lease, 10));
    }

    [Fact]
    public async Task A_refused_unit_leaves_the_lease_as_it_was()
    {
        await Committed(Units.Wake("session", Clock.Now));
        await Store.ClaimDue("session", Clock.Now, Lease, 10);

        await Store.Commit(Units.Wake("session", Clock.Now) with { States = ["key".At(7)] });

        Assert.Empty(await Store.ClaimDue("session", Clock.Now, Lease, 10));
    }

    [Fact]
    public async Task Claimants_at_the_same_time_never_get_the_same_subject()
    {
        await Committed(Units.Empty() with { Due = [.. Enumerable.Range(0, 100).Select(i => new DueTime($"session/{i}", Clock.Now))] });

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Store.ClaimDue("session", Clock.Now, Lease, 7).AsTask())));

        var claimed = claims.SelectMany(claim => claim).ToList();
        Assert.Equal((100, 100), (claimed.Count, claimed.Distinct().Count()));
    }

    [Fact]
    public async Task A_claim_looks_at_its_own_kind_only()
    {
        var flood = Enumerable.Range(0, 10_000).Select(i => new DueTime($"event/{i}", Clock.Now.AddHours(-1)));
        await Committed(Units.Empty() with { Due = [.. flood, new("session/one", Clock.Now), new("sessions/two", Clock.Now), new("session", Clock.Now)] });

        Assert.Equal(["session", "session/one"], await Store.ClaimDue("session", Clock.Now, Lease, 10));
        Assert.Equal(10, (await Store.ClaimDue("event", Clock.Now, Lease, 10)).Count);
        Assert.Empty(await Store.ClaimDue("token", Clock.Now, Lease, 10));
    }

    [Fact]
    public async Task A_claim_of_nothing_or_for_no_time_is_a_mistake()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ClaimDue("session", Clock.Now, Lease, 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ClaimDue("session", Clock.Now, TimeSpan.Zero, 1));
    }
}
