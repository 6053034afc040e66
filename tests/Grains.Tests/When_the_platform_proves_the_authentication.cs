using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Tests;

/// <summary>
/// The platform ran the challenge itself and brings the proof. The payment that waits was made without it and can still be
/// charged by the shopper: it is canceled for certain, or it is the charge.
/// </summary>
public sealed class When_the_platform_proves_the_authentication : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_waiting_payment_is_canceled_and_a_new_one_carries_the_proof()
    {
        var id = await Waiting();

        Told.Completed(await Prove(id));

        Assert.False(world.Provider.IsWaiting(id));
        await IsChargedOnce(id, number: 2);
        Assert.EndsWith(OracleProvider.Convincing, world.Provider.Sends.Last().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_that_comes_first_goes_along_at_once()
    {
        var id = await world.ReadySession();

        Told.Completed(await Prove(id));

        await IsChargedOnce(id, number: 1);
    }

    [Fact]
    public async Task Without_a_proof_the_payment_is_looked_up()
    {
        var id = await Waiting();
        var result = new AuthenticationResult(AuthenticationOutcome.Authenticated, Proof: null);

        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, "spt_3ds", result: result));
        world.Provider.Authenticate(id, succeeds: true);
        Told.Completed(await world.Complete(id, "spt_3ds", result: result));

        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task A_proof_that_the_issuer_does_not_believe_is_not_tried_twice()
    {
        var id = await Waiting();

        Told.Refused(RefusalRule.RequiresAuthentication, await Prove(id, World.Proven("unconvincing")));
        Told.Refused(RefusalRule.RequiresAuthentication, await Prove(id, World.Proven("unconvincing")));

        Assert.Equal(2, world.Provider.Sends.Count);
        Told.Completed(await Prove(id));
        await IsChargedOnce(id, number: 3);
    }

    [Fact]
    public async Task Nothing_is_charged_anew_while_the_waiting_payment_is_not_canceled_for_certain()
    {
        var id = await Waiting();
        world.Provider.CancelsFail = true;

        Assert.IsType<Answer.PaymentInProgress>(await Prove(id));
        Assert.Single(world.Provider.Sends);

        world.Provider.CancelsFail = false;
        Told.Completed(await Prove(id));
        await IsChargedOnce(id, number: 2);
    }

    [Fact]
    public async Task A_cancel_whose_answer_is_lost_is_looked_up()
    {
        var id = await Waiting();
        world.Provider.CancelRepliesAreLost = true;

        Told.Completed(await Prove(id));

        await IsChargedOnce(id, number: 2);
    }

    [Fact]
    public async Task One_that_cannot_be_looked_up_either_is_canceled_again_later()
    {
        var id = await Waiting();
        (world.Provider.CancelRepliesAreLost, world.Provider.IntentLookUpsFail) = (true, true);

        Assert.IsType<Answer.PaymentInProgress>(await Prove(id));
        Assert.Single(world.Provider.Sends);

        world.Provider.IntentLookUpsFail = false;
        Told.Completed(await Prove(id));
        await IsChargedOnce(id, number: 2);
    }

    [Fact]
    public async Task A_success_that_came_first_is_the_charge()
    {
        var id = await Waiting();
        world.Provider.Authenticate(id, succeeds: true);

        Told.Completed(await Prove(id));

        await IsChargedOnce(id, number: 1);
    }

    /// <summary>The shopper is faster than the cancel, and the provider's notice faster than our look.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_success_that_overtakes_the_cancel_is_the_charge(bool isNoticed)
    {
        var id = await Waiting();
        var other = world.StartProcess();
        OnFirstCancel(async () =>
        {
            world.Provider.Authenticate(id, succeeds: true);
            await (isNoticed ? world.Session(id, other).LookAgain("pi_1").AsTask() : Task.CompletedTask);
        });

        Told.Completed(await Prove(id));

        await IsChargedOnce(id, number: 1);
    }

    [Fact]
    public async Task A_notice_of_the_cancel_changes_nothing()
    {
        var id = await Waiting();
        var other = world.StartProcess();
        world.Provider.OnCanceled = _ => world.Session(id, other).LookAgain("pi_1").AsTask();

        Told.Completed(await Prove(id));

        await IsChargedOnce(id, number: 2);
    }

    [Theory]
    [InlineData("spt_3ds")]
    [InlineData("spt_2")]
    public async Task Two_processes_that_prove_it_at_once_charge_once(string token)
    {
        var id = await Waiting();
        var other = world.StartProcess();
        Answer? rival = null;
        OnFirstCancel(async () => rival = await world.Complete(id, token, process: other, result: World.Proven()));

        Told.Completed(await Prove(id));

        Told.Completed(rival!);
        await IsChargedOnce(id, number: 2);
    }

    [Fact]
    public async Task Many_that_prove_it_at_once_charge_once()
    {
        var id = await Waiting();
        var other = world.StartProcess();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Task.Run(() => world.Complete(id, "spt_3ds", process: i % 2 == 0 ? null : other, result: i % 4 == 3 ? null : World.Proven()))));

        Assert.Contains(answers, answer => Told.Of(answer).Status == 200);
        await IsChargedOnce(id, number: 2);
    }

    [Fact]
    public async Task Whoever_cancels_the_session_first_wins()
    {
        var id = await Waiting();
        var other = world.StartProcess();
        OnFirstCancel(() => world.Session(id, other).Cancel(world.Call(path: $"/{id}/cancel"), new CancelCheckoutSession(null)).AsTask());

        Told.Refused(RefusalRule.SessionCanceled, await Prove(id));

        Assert.Empty(world.Provider.Money);
        Assert.False(world.Provider.IsWaiting(id));
    }

    [Fact]
    public async Task A_cancel_of_the_session_waits_for_the_proofs_charge()
    {
        var id = await Waiting();
        Answer? cancel = null;
        OnFirstCancel(async () => cancel = await world.Session(id).Cancel(world.Call(path: $"/{id}/cancel"), new CancelCheckoutSession(null)));

        Told.Completed(await Prove(id));

        Assert.IsType<Answer.PaymentInProgress>(cancel);
        await IsChargedOnce(id, number: 2);
    }

    /// <summary>The process dies once the provider has canceled: before that is on record, and after.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Death_between_the_cancel_and_the_new_attempt_loses_nothing(bool onRecord, bool timePasses)
    {
        var id = await Waiting();
        var (dies, forEver) = (NewSignal(), NewSignal());
        Func<Unit, Task> death = unit => unit.Audit.Any(entry => entry.Event == "payment.intent_canceled") && dies.TrySetResult() ? forEver.Task : Task.CompletedTask;
        (world.Store.Committing, world.Store.Committed) = onRecord ? ((Func<Unit, Task>?)null, death) : (death, null);
        var dead = Prove(id);
        await dies.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        await (timePasses ? world.LetPass(TimeSpan.FromMinutes(3)) : Task.CompletedTask);
        Assert.Empty(world.Provider.Money);
        Told.Completed(await world.Complete(id, "spt_3ds", process: world.StartProcess(), result: World.Proven()));

        await IsChargedOnce(id, number: 2);
        forEver.SetResult(); // It was only very slow, and goes on.
        Told.Completed(await dead);
        await IsChargedOnce(id, number: 2);
    }

    [Fact]
    public async Task Death_before_the_proof_is_sent_is_settled_by_the_clock_with_the_same_proof()
    {
        var id = await Waiting();
        var (dies, forEver) = (NewSignal(), NewSignal());
        world.Provider.OnCharge = _ => dies.TrySetResult() ? forEver.Task : Task.CompletedTask;
        var dead = Prove(id);
        await dies.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        await world.LetPass(world.Options.SettleAfter + TimeSpan.FromSeconds(10));

        await IsChargedOnce(id, number: 2);
        forEver.SetResult();
        Told.Completed(await dead);
        await IsChargedOnce(id, number: 2);
    }

    /// <summary>The attempt may have been charged without the proof: it is settled first, with its own bytes.</summary>
    [Fact]
    public async Task A_charge_of_unknown_outcome_is_settled_before_the_proof_is_sent()
    {
        world.Options.SendsPerCall = 1;
        var id = await world.ReadySession();
        world.Lose(1, Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_3ds"));

        Told.Completed(await Prove(id));

        var sends = world.Provider.Sends.ToList();
        Assert.Equal([$"acp:{id}:1", $"acp:{id}:1", $"acp:{id}:2"], sends.Select(send => send.Key));
        Assert.Equal(sends[0].Body, sends[1].Body);
        await IsChargedOnce(id, number: 2);
    }

    [Fact]
    public async Task What_is_not_known_of_a_charge_with_the_proof_is_resumed_with_the_same_bytes()
    {
        world.Options.SendsPerCall = 1;
        var id = await Waiting();
        world.Lose(1, Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await Prove(id));

        Told.Completed(await world.Complete(id, "spt_3ds"));

        Assert.Equal(world.Provider.Sends.ElementAt(1), world.Provider.Sends.ElementAt(2));
        await IsChargedOnce(id, number: 2);
    }

    [Fact]
    public async Task Nothing_of_it_is_told_to_people()
    {
        var id = await Waiting();
        Told.Completed(await Prove(id));

        var trail = await world.Store.ReadAudit(CheckoutSession.KeyOf(id));

        Assert.All(trail, entry => Assert.DoesNotContain(OracleProvider.Convincing, entry.Detail, StringComparison.Ordinal));
        Assert.DoesNotContain(OracleProvider.Convincing, World.With("spt_3ds") with { Authentication = World.Proven() } + "", StringComparison.Ordinal);
    }

    private Task<Answer> Prove(string id, AuthenticationResult? result = null) => world.Complete(id, "spt_3ds", result: result ?? World.Proven());

    private void OnFirstCancel(Func<Task> then) => world.Provider.OnCancel = _ =>
    {
        world.Provider.OnCancel = null;
        return then();
    };

    private async Task IsChargedOnce(string id, int number)
    {
        Assert.Equal(($"acp:{id}:{number}", 500), Assert.Single(world.Provider.Money.Select(money => (money.Key, money.Amount))));
        var charged = Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
        Assert.Equal(number, charged.Attempt!.Number);
        Assert.NotNull((await world.Stored(id)).Order);
    }

    private async Task<string> Waiting()
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, "spt_3ds"));
        return id;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
