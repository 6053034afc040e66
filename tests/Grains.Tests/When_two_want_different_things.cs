using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

namespace Acp.Tests;

/// <summary>
/// Races with a defined winner: docs/failure-modes.md, «Races». Each is run at every point at which the charge can be met,
/// in one process and in two.
/// </summary>
public sealed class When_two_want_different_things : IDisposable
{
    private readonly World world = new();

    public When_two_want_different_things() => world.Options.SendsPerCall = 1;

    public void Dispose() => world.Dispose();

    public enum Rival
    {
        Cancel,
        Update,
        Expiry,
        Notice,
        Revocation,
    }

    public static TheoryData<Rival, bool> Rivals => new(
        from rival in Enum.GetValues<Rival>() from sameProcess in (bool[])[true, false] select (rival, sameProcess));

    /// <summary>The attempt is committed: from here on only the provider decides, by what reaches it first.</summary>
    [Theory]
    [MemberData(nameof(Rivals))]
    public async Task Whoever_comes_while_the_charge_is_at_the_provider_loses(Rival rival, bool sameProcess)
    {
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource();
        var completing = world.Complete(id, "spt_1");
        await world.Provider.Arrived.WaitAsync();

        var playing = Play(rival, id, sameProcess);
        if (rival is not Rival.Expiry) // Its clock settles, and may stand at the provider itself.
        {
            await playing;
        }

        world.Provider.Hold.SetResult();

        if (rival is Rival.Revocation)
        {
            Told.Refused(RefusalRule.PaymentDeclined, await completing); // It reached the provider before the charge was carried out.
            Assert.Empty(world.Provider.Money);
            return;
        }

        Told.Completed(await completing);
        Assert.True(await playing is null or Answer.PaymentInProgress);
        await IsPaid(id, 500);
    }

    /// <summary>The outcome is unknown and the caller gone: the same.</summary>
    [Theory]
    [MemberData(nameof(Rivals))]
    public async Task Whoever_comes_while_the_outcome_is_unknown_loses(Rival rival, bool sameProcess)
    {
        var id = await world.ReadySession();
        world.Lose(1, Fault.ReplyLost);
        await world.Complete(id, "spt_1");

        var answer = await Play(rival, id, sameProcess);

        Assert.True(answer is null or Answer.PaymentInProgress);
        Told.Completed(await world.Complete(id, "spt_2"));
        await IsPaid(id, 500);
    }

    /// <summary>The token was looked up, nothing is committed: who commits first wins, and the other decides anew.</summary>
    [Theory]
    [MemberData(nameof(Rivals))]
    public async Task Whoever_commits_before_the_attempt_wins(Rival rival, bool sameProcess)
    {
        var id = await world.ReadySession();
        var (arrived, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Provider.OnTokenLookUp = async _ =>
        {
            world.Provider.OnTokenLookUp = null;
            arrived.SetResult();
            await go.Task;
        };
        var completing = world.Complete(id, "spt_1");
        await arrived.Task;

        var answer = await Play(rival, id, sameProcess);
        go.SetResult();
        var told = await completing;

        switch (rival)
        {
            // In the process that talks with the provider the change waits for no charge: it is refused.
            case Rival.Cancel or Rival.Update when sameProcess:
                Assert.IsType<Answer.PaymentInProgress>(answer);
                await IsPaid(id, 500);
                break;
            case Rival.Cancel:
                Told.Refused(RefusalRule.SessionCanceled, told);
                Assert.Empty(world.Provider.Money);
                break;
            case Rival.Update:
                await IsPaid(id, 1_000); // The total as it is when the attempt is committed.
                break;
            case Rival.Expiry:
                Told.Refused(RefusalRule.SessionExpired, told);
                Assert.Empty(world.Provider.Money);
                break;
            case Rival.Revocation:
                Told.Refused(RefusalRule.TokenRevoked, told);
                Assert.Empty(world.Provider.Money);
                break;
            default:
                await IsPaid(id, 500);
                break;
        }
    }

    /// <summary>Paid is paid.</summary>
    [Theory]
    [MemberData(nameof(Rivals))]
    public async Task Whoever_comes_after_the_charge_changes_nothing(Rival rival, bool sameProcess)
    {
        var id = await world.ReadySession();
        Told.Completed(await world.Complete(id, "spt_1"));
        var order = (await world.Stored(id)).Order;

        await Play(rival, id, sameProcess);

        await IsPaid(id, 500);
        Assert.Equivalent(order, (await world.Stored(id)).Order);
        Assert.IsType<SharedPaymentToken.Used>(await world.StoredToken("spt_1"));
    }

    /// <summary>The shopper is at it: who gets the intent first. A cancel that the provider confirms wins, else the charge does.</summary>
    [Theory]
    [InlineData(Rival.Cancel, true)]
    [InlineData(Rival.Cancel, false)]
    [InlineData(Rival.Update, true)]
    [InlineData(Rival.Update, false)]
    [InlineData(Rival.Expiry, true)]
    [InlineData(Rival.Expiry, false)]
    public async Task While_the_shopper_authenticates_the_provider_decides(Rival rival, bool shopperIsFaster)
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, "spt_3ds"));
        if (shopperIsFaster)
        {
            world.Provider.Authenticate(id, succeeds: true);
        }

        await Play(rival, id, sameProcess: true);

        Assert.False(world.Provider.IsWaiting(id));
        if (shopperIsFaster)
        {
            await IsPaid(id, 500);
        }
        else
        {
            Assert.Empty(world.Provider.Money);
            Assert.Equal(
                rival switch { Rival.Cancel => CheckoutStatus.Canceled, Rival.Expiry => CheckoutStatus.Expired, _ => CheckoutStatus.ReadyForPayment },
                (await world.Stored(id)).StatusAt(world.Clock.GetUtcNow()));
        }
    }

    private async Task<Answer?> Play(Rival rival, string id, bool sameProcess)
    {
        var session = world.Session(id, sameProcess ? null : world.StartProcess());
        switch (rival)
        {
            case Rival.Cancel:
                return await session.Cancel(world.Call(path: $"/{id}/cancel"), new CancelCheckoutSession(null));
            case Rival.Update:
                return await session.Update(world.Call(path: $"/{id}"), World.Quantity(2));
            case Rival.Expiry:
                world.Clock.Advance(world.Options.SessionLifetime);
                await session.Wake();
                return null;
            case Rival.Notice:
                await session.LookAgain();
                return null;
            default:
                world.Provider.Revoke("spt_1");
                await world.Grains.Get<ISharedPaymentToken>("spt_1").LookAgain();
                return null;
        }
    }

    private async Task IsPaid(string id, long amount)
    {
        Assert.Equal(amount, Assert.Single(world.Provider.Money).Amount);
        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
    }
}
