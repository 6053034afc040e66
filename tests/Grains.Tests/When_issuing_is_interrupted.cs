using Acp.CheckoutSessions;

namespace Acp.Tests;

/// <summary>The process dies, or the store loses an answer, at every step of an issue: one token, and one token's worth of the day.</summary>
public sealed class When_issuing_is_interrupted : IDisposable
{
    private const string Key = "k";
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    public enum Moment
    {
        BeforeTheIntentLands,
        AfterTheIntentLanded,
        BeforeItIsCarriedOut,
        AfterItWasCarriedOut,
        BeforeTheOutcomeLands,
        AfterTheOutcomeLanded,
    }

    public static TheoryData<Moment, bool> Moments => new(from moment in Enum.GetValues<Moment>() from callerComesBack in new[] { true, false } select (moment, callerComesBack));

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_process_that_dies_leaves_one_token_or_none(Moment moment, bool callerComesBack)
    {
        await Begin();
        var died = DieAt(moment);
        _ = world.Issue(key: Key);
        await died;
        var restarted = world.StartProcess();

        await (callerComesBack ? Task.CompletedTask : world.LetPass(TimeSpan.FromSeconds(70)));
        var answer = await world.Issue(key: Key, process: restarted);

        Assert.Equal((201, "spt_0001 Active 500 usd"), Told.Of(answer));
        await EndedWell();
    }

    public static TheoryData<int, StoreFault> Losses => new(
        from commit in Enumerable.Range(0, 2)
        from fault in new[] { StoreFault.LostBefore, StoreFault.LostAfter, StoreFault.LostAfterAndSilent, StoreFault.Conflict }
        select (commit, fault));

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task The_same_call_again_finds_what_landed(int commit, StoreFault fault)
    {
        await Begin();
        Enumerable.Repeat(StoreFault.None, commit).Append(fault).ToList().ForEach(world.Store.Faults.Enqueue);

        var answer = await world.Issue(key: Key);
        var again = await world.Issue(key: Key);

        Assert.True(answer is Answer.StoreUnavailable || Told.Of(answer) == Told.Of(again), $"{answer} then {again}");
        Assert.Equal((201, "spt_0001 Active 500 usd"), Told.Of(again));
        await EndedWell();
    }

    /// <summary>What was decided before it stood still loses against what was done meanwhile.</summary>
    [Fact]
    public async Task A_process_that_slept_through_its_outcome_changes_nothing()
    {
        await Begin();
        var (carriedOut, wakeUp) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        world.Issuer.OnIssued = _ =>
        {
            world.Issuer.OnIssued = null;
            carriedOut.SetResult();
            return wakeUp.Task;
        };
        var asleep = world.Issue(key: Key);
        await carriedOut.Task;
        var other = world.StartProcess();
        Assert.Equal(201, Told.Of(await world.Issue(key: Key, process: other)).Status);
        await world.Token("spt_0001", other).Revoke("ann", null);

        wakeUp.SetResult();

        Assert.Equal((201, "spt_0001 Active 500 usd"), Told.Of(await asleep));
        Assert.Equal(SharedPaymentTokens.SharedPaymentTokenStatus.Revoked, (await world.Token("spt_0001").Retrieve())!.Status);
        await EndedWell();
    }

    private Task Begin()
    {
        world.Policies.Default = world.Policies.Default! with { TokensPerDay = 1, AmountsPerDay = new Dictionary<string, long> { ["usd"] = 500 } };
        return world.Register();
    }

    /// <summary>From that moment on nothing of the first process goes on.</summary>
    private Task DieAt(Moment moment)
    {
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task Die()
        {
            (world.Store.Committing, world.Store.Committed, world.Issuer.OnIssue, world.Issuer.OnIssued) = (null, null, null, null);
            died.SetResult();
            return new TaskCompletionSource().Task;
        }

        var commits = 0;
        Task Count(int which) => commits++ == which ? Die() : Task.CompletedTask;
        switch (moment)
        {
            case Moment.BeforeTheIntentLands or Moment.BeforeTheOutcomeLands:
                world.Store.Committing = _ => Count(moment == Moment.BeforeTheIntentLands ? 0 : 1);
                break;
            case Moment.AfterTheIntentLanded or Moment.AfterTheOutcomeLanded:
                world.Store.Committed = _ => Count(moment == Moment.AfterTheIntentLanded ? 0 : 1);
                break;
            case Moment.BeforeItIsCarriedOut:
                world.Issuer.OnIssue = Die;
                break;
            default:
                world.Issuer.OnIssued = _ => Die();
                break;
        }

        return died.Task;
    }

    private async Task EndedWell()
    {
        Assert.Equal(["spt_0001"], world.Issuer.Issued);
        Assert.Single(world.Issuer.Sends.Distinct());
        Told.Refused(RefusalRule.DailyTokensExceeded, await world.Issue());
        await Counted.Agrees(world);
    }
}
