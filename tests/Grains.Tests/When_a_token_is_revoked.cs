using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

namespace Acp.Tests;

public sealed class When_a_token_is_revoked : IDisposable
{
    private const string Token = "spt_0001";
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task It_ends_here_and_at_the_provider_and_it_is_on_record_who_and_why()
    {
        await Issued();

        var revoked = Assert.IsType<Revocation.Revoked>(await world.Token(Token).Revoke("ann", "lost"));

        Assert.Equal((SharedPaymentTokenStatus.Revoked, "lost", true), (revoked.Token.Status, revoked.Token.Reason, revoked.Token.RevocationConfirmed));
        Assert.Equal(SharedPaymentTokenStatus.Revoked, world.Issuer.TruthOf(Token));
        var entry = Assert.Single(await world.Store.ReadAudit(SharedPaymentToken.KeyOf(Token)), entry => entry.Event == "token.revoked");
        Assert.Equal(("ann", """{"reason":"lost"}"""), (entry.Actor, entry.Detail));
        Told.Refused(RefusalRule.TokenRevoked, await world.Complete(await world.ReadySession(), Token));
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task Again_it_is_as_it_was()
    {
        await Issued();
        await world.Token(Token).Revoke("ann", "lost");
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        var again = Assert.IsType<Revocation.Revoked>(await world.Token(Token).Revoke("bob", "stolen"));

        Assert.Equal(("lost", world.Clock.Now.AddMinutes(-1)), (again.Token.Reason, again.Token.RevokedAt));
        Assert.Single(world.Issuer.Revocations);
        Assert.Single(await world.Store.ReadAudit(SharedPaymentToken.KeyOf(Token)), entry => entry is { Actor: "bob", Event: "token.revoke_repeated" });
    }

    [Theory]
    [InlineData(IssuerFault.RequestLost)]
    [InlineData(IssuerFault.ReplyLost)]
    public async Task What_the_provider_does_not_answer_is_asked_again_until_it_does(IssuerFault fault)
    {
        await Issued();
        Lose(3, fault);

        var revoked = Assert.IsType<Revocation.Revoked>(await world.Token(Token).Revoke("ann", null));
        Assert.False(revoked.Token.RevocationConfirmed);
        Told.Refused(RefusalRule.TokenRevoked, await world.Complete(await world.ReadySession(), Token));
        await world.LetPass(TimeSpan.FromMinutes(4));

        Assert.True((await world.Token(Token).Retrieve())!.RevocationConfirmed);
        Assert.Equal(4, world.Issuer.Revocations.Count);
        Assert.Single(world.Issuer.Revocations.Distinct());
        Assert.Equal(SharedPaymentTokenStatus.Revoked, world.Issuer.TruthOf(Token));
        Assert.DoesNotContain(SharedPaymentToken.KeyOf(Token), await world.Store.ClaimDue("token", world.Clock.Now.AddDays(9), TimeSpan.FromMinutes(1), 10));
    }

    [Fact]
    public async Task It_is_not_given_up_because_nobody_was_awake_for_days_and_then_one_answer_was_lost()
    {
        await Issued();
        Lose(2, IssuerFault.ReplyLost);
        await world.Token(Token).Revoke("ann", null);
        world.Clock.Advance(TimeSpan.FromDays(3));
        await world.Sweep();

        await world.LetPass(TimeSpan.FromDays(2), step: TimeSpan.FromHours(6));

        Assert.True((await world.Token(Token).Retrieve())!.RevocationConfirmed);
    }

    [Fact]
    public async Task What_never_answers_is_asked_ever_more_seldom_and_not_for_ever()
    {
        await Issued();
        Lose(10_000, IssuerFault.RequestLost);
        await world.Token(Token).Revoke("ann", null);

        await world.LetPass(TimeSpan.FromDays(1), step: TimeSpan.FromHours(1));
        var firstDay = world.Issuer.Revocations.Count;
        await world.LetPass(TimeSpan.FromDays(60), step: TimeSpan.FromHours(6));

        Assert.Equal(25, firstDay);
        Assert.InRange(world.Issuer.Revocations.Count - firstDay, 5, 10);
        Assert.DoesNotContain(SharedPaymentToken.KeyOf(Token), await world.Store.ClaimDue("token", world.Clock.Now.AddDays(900), TimeSpan.FromMinutes(1), 10));
    }

    [Fact]
    public async Task An_operator_who_asks_again_has_the_provider_asked_again()
    {
        await Issued();
        Lose(1, IssuerFault.RequestLost);
        await world.Token(Token).Revoke("ann", null);

        Assert.True(Assert.IsType<Revocation.Revoked>(await world.Token(Token).Revoke("ann", null)).Token.RevocationConfirmed);
    }

    [Fact]
    public async Task A_use_that_was_faster_is_told_and_counts()
    {
        await Issued();
        world.Issuer.UseElsewhere(Token, 400);

        Assert.IsType<Revocation.AlreadyUsed>(await world.Token(Token).Revoke("ann", null));

        Assert.Equal(SharedPaymentTokenStatus.Used, (await world.Token(Token).Retrieve())!.Status);
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task A_use_that_was_faster_counts_also_where_it_is_heard_of_late()
    {
        await Issued();
        Lose(1, IssuerFault.RequestLost);
        await world.Token(Token).Revoke("ann", null);
        world.Issuer.UseElsewhere(Token, 400);

        Assert.Equal(Heard.Done, await world.Token(Token).LookAgain("pi_9"));

        var token = (await world.Token(Token).Retrieve())!;
        Assert.Equal((SharedPaymentTokenStatus.Used, "pi_9", true), (token.Status, token.PaymentIntent, token.RevocationConfirmed));
        Assert.Equal(new Revocation.AlreadyUsed("pi_9"), await world.Token(Token).Revoke("ann", null));
        await Counted.Agrees(world);
        Assert.Empty(await world.Store.ClaimDue("token", world.Clock.Now.AddDays(9), TimeSpan.FromMinutes(1), 10));
    }

    [Fact]
    public async Task News_of_it_while_it_is_not_confirmed_does_not_stop_the_asking()
    {
        await Issued();
        Lose(1, IssuerFault.RequestLost);
        await world.Token(Token).Revoke("ann", null);
        world.Issuer.Ask("""{"type":"redirect_to_url"}""");
        await world.Token(Token).LookAgain();

        await world.LetPass(world.Tokens.SettleAfter + TimeSpan.FromSeconds(5));

        Assert.True((await world.Token(Token).Retrieve())!.RevocationConfirmed);
    }

    [Fact]
    public async Task While_a_session_is_paid_with_it_nothing_changes()
    {
        await Issued();
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var complete = world.Complete(id, Token);
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new Revocation.InUse(id), await world.Token(Token).Revoke("ann", null));

        world.Provider.Hold.SetResult();
        Told.Completed(await complete);
        Assert.Equal(new Revocation.AlreadyUsed("pi_1"), await world.Token(Token).Revoke("ann", null));
        Assert.Empty(world.Issuer.Revocations);
    }

    [Fact]
    public async Task Racing_with_a_complete_one_of_the_two_wins()
    {
        await world.Register();
        var other = world.StartProcess();
        for (var round = 1; round <= 30; round++)
        {
            await world.Issue();
            var (id, token) = (await world.ReadySession(), world.Issuer.Issued[^1]);

            var revoke = Task.Run(() => world.Token(token, other).Revoke("ann", null).AsTask());
            var answer = await world.Complete(id, token);

            var isPaid = (await world.Stored(id)).Payment is Payment.Charged;
            Assert.Equal(isPaid, await revoke is not Revocation.Revoked);
            Assert.Equal(isPaid ? SharedPaymentTokenStatus.Used : SharedPaymentTokenStatus.Revoked, world.Issuer.TruthOf(token));
            Assert.Equal(world.Issuer.TruthOf(token), (await world.Token(token).Retrieve())!.Status);
            Assert.True(isPaid || Told.Of(answer).Text == nameof(RefusalRule.TokenRevoked), Told.Of(answer).Text);
        }

        await Counted.Agrees(world);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_whose_time_is_up_can_be_revoked_all_the_same(bool isSwept)
    {
        await Issued();
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await (isSwept ? world.Sweep() : Task.CompletedTask);

        var revoked = Assert.IsType<Revocation.Revoked>(await world.Token(Token).Revoke("ann", null));

        Assert.Equal((SharedPaymentTokenStatus.Revoked, true), (revoked.Token.Status, revoked.Token.RevocationConfirmed));
        await Counted.Agrees(world);
    }

    /// <summary>A seller cannot revoke at the provider what was granted to it: only no checkout of ours takes it any more.</summary>
    [Fact]
    public async Task One_that_was_granted_to_us_ends_here()
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.PaymentDeclined, await world.Complete(id, "spt_decline"));

        Assert.True(Assert.IsType<Revocation.Revoked>(await world.Token("spt_decline").Revoke("ann", null)).Token.RevocationConfirmed);

        Told.Refused(RefusalRule.TokenRevoked, await world.Complete(id, "spt_decline"));
        Assert.Empty(world.Issuer.Revocations);
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task One_that_never_reached_us_is_not_found() =>
        Assert.IsType<Revocation.NotFound>(await world.Token("spt_foreign").Revoke("ann", null));

    [Theory]
    [InlineData(0, StoreFault.LostBefore)]
    [InlineData(0, StoreFault.LostAfter)]
    [InlineData(0, StoreFault.LostAfterAndSilent)]
    [InlineData(0, StoreFault.Conflict)]
    [InlineData(1, StoreFault.LostBefore)]
    [InlineData(1, StoreFault.LostAfterAndSilent)]
    [InlineData(1, StoreFault.Conflict)]
    public async Task Whatever_the_store_loses_it_is_confirmed_in_the_end(int commit, StoreFault fault)
    {
        await Issued();
        Enumerable.Repeat(StoreFault.None, commit).Append(fault).ToList().ForEach(world.Store.Faults.Enqueue);

        var first = await world.Token(Token).Revoke("ann", null);
        await (first is Revocation.StoreUnavailable && commit == 0 ? world.Token(Token).Revoke("ann", null).AsTask() : Task.CompletedTask);
        await world.LetPass(TimeSpan.FromMinutes(2));

        var token = (await world.Token(Token).Retrieve())!;
        Assert.Equal((SharedPaymentTokenStatus.Revoked, true), (token.Status, token.RevocationConfirmed));
        Assert.Equal(SharedPaymentTokenStatus.Revoked, world.Issuer.TruthOf(Token));
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task A_process_that_dies_before_it_asked_leaves_the_asking_to_another()
    {
        await Issued();
        var asked = new TaskCompletionSource();
        world.Issuer.OnRevoke = () =>
        {
            world.Issuer.OnRevoke = null;
            asked.SetResult();
            return new TaskCompletionSource().Task;
        };
        _ = world.Token(Token).Revoke("ann", null).AsTask();
        await asked.Task;

        await world.LetPass(world.Tokens.SettleAfter + TimeSpan.FromSeconds(5));

        Assert.True((await world.Token(Token).Retrieve())!.RevocationConfirmed);
        Assert.Equal(SharedPaymentTokenStatus.Revoked, world.Issuer.TruthOf(Token));
    }

    private async Task Issued()
    {
        await world.Register();
        await world.Issue();
    }

    private void Lose(int calls, IssuerFault fault) => Enumerable.Range(0, calls).ToList().ForEach(_ => world.Issuer.Faults.Enqueue(fault));
}
