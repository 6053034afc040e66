using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.Store;

namespace Acp.Tests;

/// <summary>Each process has its own activation, and neither knows what the other is doing.</summary>
public sealed class When_two_processes_serve_one_session : IDisposable
{
    private readonly World world = new();
    private readonly IGrains other;

    public When_two_processes_serve_one_session() => other = world.StartProcess();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("k", "k")]
    [InlineData("k1", "k2")]
    public async Task The_last_item_held_by_its_own_attempt_is_no_reason_to_refuse(string key, string otherKey)
    {
        await world.Stock(available: 1);
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (asked, resume) = (NewSignal(), NewSignal());
        world.Pricing.Ask = async () =>
        {
            world.Pricing.Ask = null;
            asked.SetResult();
            await resume.Task;
            return (await world.Shelf()).Available < 1 ? "It is out of stock." : null;
        };
        var late = world.Complete(id, "spt_1", otherKey, other);
        await asked.Task;
        var first = world.Complete(id, "spt_1", key);
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);

        resume.SetResult();
        await Task.WhenAny(late, world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken));
        world.Provider.Hold.SetResult();

        Told.Completed(await late);
        Told.Completed(await first);
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task A_key_that_was_refused_in_one_does_not_charge_in_the_other()
    {
        var id = await world.ReadySession();
        var (asked, resume) = (NewSignal(), NewSignal());
        world.Provider.Faults.Enqueue(Fault.Rejected);
        world.Provider.Tokens["spt_none"] = new TokenLookup.Unknown();
        world.Store.Asked = key =>
        {
            world.Store.Asked = null;
            asked.SetResult();
            return resume.Task;
        };
        var late = world.Complete(id, "spt_1", "k", other);
        await asked.Task;
        Told.Refused(RefusalRule.PaymentDeclined, await world.Complete(id, "spt_1", "k"));
        Told.Refused(RefusalRule.TokenUnknown, await world.Complete(id, "spt_none", process: other));

        resume.SetResult();

        Told.Refused(RefusalRule.PaymentDeclined, await late);
        Assert.Empty(world.Provider.Money);
        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task A_token_spent_by_another_session_that_does_not_know_yet_is_refused()
    {
        var (mine, theirs) = (await world.ReadySession(), await world.ReadySession());
        world.Options.SendsPerCall = 1;
        world.Provider.Faults.Enqueue(Fault.ReplyLost);
        world.Provider.OnTokenLookUp = async _ =>
        {
            world.Provider.OnTokenLookUp = null;
            Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(theirs, "spt_1", process: other));
        };

        Told.Refused(RefusalRule.TokenReservedElsewhere, await world.Complete(mine, "spt_1"));

        Told.Completed(await world.Complete(theirs, "spt_1", process: other));
    }

    [Fact]
    public async Task An_intent_canceled_by_one_says_nothing_of_the_other_s_newer_intent()
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, "spt_3ds"));
        var first = Assert.IsType<Payment.Waiting>((await world.Stored(id)).Payment).Attempt;
        await world.Session(id, other).Update(world.Call(), World.Quantity(2));
        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, "spt_3ds_too", process: other));
        using var record = new SessionRecord(id, world.Ports);
        await record.Refresh();

        await new Settlement(record, world.Ports).CancelIntent("pi_1", first, "test");

        Assert.Equal("pi_2", Assert.IsType<Payment.Waiting>((await world.Stored(id)).Payment).IntentId);
    }

    [Fact]
    public async Task What_the_other_settled_is_not_in_progress_any_more()
    {
        world.Options.SendsPerCall = 1;
        var id = await world.ReadySession();
        world.Provider.Faults.Enqueue(Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_1"));
        Told.Completed(await world.Complete(id, "spt_1", process: other));

        Told.Refused(RefusalRule.SessionCompleted, await world.Session(id).Update(world.Call(), World.Quantity(2)));
    }

    [Fact]
    public async Task A_change_decided_before_the_other_s_charge_does_not_overwrite_it_however_often_the_record_is_read()
    {
        var id = await world.ReadySession();
        var (asked, resume) = (NewSignal(), NewSignal());
        world.Pricing.Ask = async () =>
        {
            world.Pricing.Ask = null;
            asked.SetResult();
            await resume.Task;
            return null;
        };
        var update = world.Session(id).Update(world.Call(), World.Quantity(2)).AsTask();
        await asked.Task;
        world.Provider.Hold = NewSignal();
        var complete = world.Complete(id, "spt_1", process: other);
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        var reads = 0;
        world.Store.Asked = _ =>
        {
            reads++;
            return Task.CompletedTask;
        };
        var reader = world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null)).AsTask();
        await Eventually.True(() => reads > 0); // It has read the record, and waits for its turn.

        resume.SetResult();

        Assert.IsType<Answer.PaymentInProgress>(await update);
        Assert.IsType<Answer.PaymentInProgress>(await reader);
        world.Provider.Hold.SetResult();
        Told.Completed(await complete);
        Assert.Equal((await world.Stored(id)).Quote.Total, Assert.Single(world.Provider.Money).Amount);
    }

    [Fact]
    public async Task The_outcome_lands_even_where_its_key_was_answered_meanwhile()
    {
        var id = await world.ReadySession();
        var call = world.Call("k");
        world.Provider.Hold = NewSignal();
        var complete = world.Session(id).Complete(call, World.With("spt_1")).AsTask();
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        var planted = new Reply(400, new byte[] { 1 });
        await world.Store.Commit(new Unit(world.Ids.NewCommitId(), world.Clock.GetUtcNow())
        {
            Replies = [new KeptReply(call.ReplyKey!, call.Once!.Fingerprint, planted, world.Clock.GetUtcNow().AddDays(1))],
        });

        world.Provider.Hold.SetResult();

        Assert.True(((Answer.Replied)await complete).Replayed);
        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
