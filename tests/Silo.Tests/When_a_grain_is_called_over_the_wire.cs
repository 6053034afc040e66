using System.Collections.Concurrent;
using Acp.CheckoutSessions;
using Acp.Fakes;
using Acp.Orders;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Silo.Tests.Clusters;
using Acp.Store;
using Acp.TokenIssues;
using Orleans.TestingHost;

namespace Acp.Silo.Tests;

public sealed class When_a_grain_is_called_over_the_wire
{
    [Fact]
    public async Task Every_method_is_answered()
    {
        await using var shop = new Shop();
        var grains = Shop.Client(await shop.Deploy(2));
        var (paid, canceled) = (await shop.ReadySession(grains), await shop.ReadySession(grains));
        var session = grains.Get<ICheckoutSession>(paid);

        Assert.Equal((200, "ReadyForPayment  1000 "), Told.Of(await session.Update(shop.Call(), World.Quantity(2))));
        Told.Completed(await shop.Complete(grains, paid, "spt_1", "k"));
        Assert.True(((Answer.Replied)await shop.Complete(grains, paid, "spt_1", "k")).Replayed);
        Told.Completed(await session.Retrieve(new Caller(World.Platform, "v")));
        Assert.IsType<Answer.NotFound>(await session.Retrieve(new Caller("another", "v")));
        await session.Wake();
        await session.LookAgain("pi_of_another");
        Assert.Equal(new Resolution.NothingOpen(CheckoutStatus.Completed), await session.Resolve("admin:0", "because"));
        Assert.Equal(new Resolution.NothingOpen(CheckoutStatus.Completed), await session.Adopt("pi_of_another", "admin:0", "because"));
        Assert.Equal((200, "Canceled  500 "), Told.Of(await grains.Get<ICheckoutSession>(canceled).Cancel(shop.Call(), new CancelCheckoutSession(null))));
        await grains.Get<ISharedPaymentToken>("spt_1").LookAgain();
        Assert.Equal((SharedPaymentTokenStatus.Used, paid), await grains.Get<ISharedPaymentToken>("spt_1").Retrieve() is { } token ? (token.Status, token.Session) : default);
        Assert.Null(await grains.Get<ISharedPaymentToken>("spt_unheard").Retrieve());
    }

    [Fact]
    public async Task A_page_is_opened_paid_and_found()
    {
        await using var shop = new Shop();
        var grains = Shop.Client(await shop.Deploy(2));
        var id = await shop.ReadySession(grains);
        var session = grains.Get<ICheckoutSession>(id);

        var opened = Assert.IsType<PageOffer.Opened>(await session.OpenPage());
        Assert.Equal(opened, await session.OpenPage());
        await shop.Stripe.Handle(new FakeRequest("POST", new Uri(opened.Url).AbsolutePath, "", new Dictionary<string, string>(), "card=pm_card_visa"u8.ToArray()));
        await session.LookAgain();

        Told.Completed(await session.Retrieve(new Caller(World.Platform, "v")));
        Assert.IsType<PageOffer.Completed>(await session.OpenPage());
        Assert.IsType<PageOffer.NotFound>(await grains.Get<ICheckoutSession>("cs_unheard").OpenPage());
        Assert.Equal(500, Assert.Single(shop.Stripe.ChargesOf(id)).Amount);
    }

    [Fact]
    public async Task A_token_is_issued_spent_and_revoked_and_an_event_is_kept_once()
    {
        await using var shop = new Shop();
        var grains = Shop.Client(await shop.Deploy(2));
        await shop.VerifyMerchant();

        var spent = await shop.Issue(grains, "k1");
        Assert.Equal(spent, await shop.Issue(grains, "k1"));
        Told.Completed(await shop.Complete(grains, await shop.ReadySession(grains), spent));
        Assert.Equal(SharedPaymentTokenStatus.Used, (await grains.Get<ISharedPaymentToken>(spent).Retrieve())?.Status);
        Assert.IsType<Revocation.AlreadyUsed>(await grains.Get<ISharedPaymentToken>(spent).Revoke("support", "fraud"));

        var revoked = await shop.Issue(grains, "k2");
        var answer = Assert.IsType<Revocation.Revoked>(await grains.Get<ISharedPaymentToken>(revoked).Revoke("support", reason: null));
        Assert.True(answer.Token.RevocationConfirmed);
        Assert.IsType<Revocation.NotFound>(await grains.Get<ISharedPaymentToken>("spt_unheard").Revoke("support", reason: null));
        await grains.Get<ISharedPaymentToken>(revoked).Wake();
        await grains.Get<ITokenIssue>(IssueIds.Of(World.Platform, "/spt", "k1")).Wake();
        Assert.Equal(Heard.NobodyKnows, await grains.Get<ITokenIssue>("ti_unheard").LookAgain(spent));

        var happened = grains.Get<IProviderEvent>("evt_1");
        Assert.Null(await happened.Retrieve());
        Assert.True(await happened.Keep(new EventFacts(
            "evt_1", "shared_payment.issued_token.used", EventSubject.IssuedToken, DateTimeOffset.UnixEpoch, null, null, spent, "pi_1")));
        await happened.Wake();
        Assert.Equal(ProviderEventStatus.Treated, (await happened.Retrieve())?.Status);
        Assert.False(await happened.Keep((await happened.Retrieve())!.Facts));
        Assert.NotNull(await happened.TryAgain("support", reason: null));
    }

    [Fact]
    public async Task An_order_is_driven_and_every_kind_of_answer_arrives()
    {
        await using var shop = new Shop();
        var grains = Shop.Client(await shop.Deploy(2));
        var session = await shop.ReadySession(grains);
        Told.Completed(await shop.Complete(grains, session, "spt_1"));
        var placed = (await shop.Ports.Store.LoadSnapshot<CheckoutSession>(CheckoutSession.KeyOf(session))).State!.Order!.Id;
        var order = grains.Get<IOrder>(placed);
        var parcel = new Dispatch(FulfillmentChannel.Shipping, "UPS", null, null, DateTimeOffset.UnixEpoch, null, null, null);

        Assert.Equal(new OrderAnswer.Done(true), await order.Do(Asked(), new OrderCommand.HoldForReview("odd")));
        Assert.Equal(OrderRule.UnderReview, Assert.IsType<OrderAnswer.Refused>(await order.Do(Asked(), new OrderCommand.Fulfill("p1", [], parcel))).Refusal.Rule);
        Assert.Equal(new OrderAnswer.Done(true), await order.Do(Asked(), new OrderCommand.Confirm()));
        Assert.Equal(new OrderAnswer.Done(true, "p1"), await order.Do(Asked(), new OrderCommand.Fulfill("p1", [new("li_item", 1)], parcel)));
        Assert.IsType<OrderAnswer.Done>(await order.Do(Asked(), new OrderCommand.Progress("p1", FulfillmentStatus.Delivered, null, "Town")));
        Assert.Equal(new OrderAnswer.Done(true), await order.Do(Asked("k"), new OrderCommand.Note("n")));
        Assert.Equal(new OrderAnswer.Done(false), await order.Do(Asked("k"), new OrderCommand.Note("n")));
        Assert.IsType<OrderAnswer.KeyReused>(await order.Do(Asked("k") with { Fingerprint = "other" }, new OrderCommand.Note("m")));
        Assert.IsType<OrderAnswer.NotFound>(await grains.Get<IOrder>("ord_none").Do(Asked(), new OrderCommand.Confirm()));
        await order.Wake();
        Assert.Equal(OrderStatus.Completed, (await new OrderReader(shop.Ports.Store).Load(placed))!.Snapshot().Status);

        static OrderCall Asked(string? key = null) => new("ann", key, "f");
    }

    [Fact]
    public async Task Reads_do_not_wait_for_a_charge_and_changes_are_told_to_come_back()
    {
        await using var shop = new Shop();
        var grains = Shop.Client(await shop.Deploy(2));
        var id = await shop.ReadySession(grains);
        var gate = shop.Stripe.Faults.HoldAfterExecution();
        var complete = shop.Complete(grains, id, "spt_1", "k");
        await gate.Arrived;

        Assert.Equal((200, "CompleteInProgress  500 "), Told.Of(await grains.Get<ICheckoutSession>(id).Retrieve(new Caller(World.Platform, "v"))));
        Assert.IsType<Answer.PaymentInProgress>(await grains.Get<ICheckoutSession>(id).Update(shop.Call(), World.Quantity(2)));
        Assert.IsType<Answer.KeyInFlight>(await shop.Complete(grains, id, "spt_1", "k"));

        gate.Release();
        Told.Completed(await complete);
    }

    [Fact]
    public async Task A_full_queue_sheds_before_anything_is_started()
    {
        await using var shop = new Shop();
        shop.Limits.MaxCallsPerGrain = 1;
        var grains = Shop.Client(await shop.Deploy(2));
        var id = await shop.ReadySession(grains);
        var gate = shop.Stripe.Faults.HoldAfterExecution();
        var complete = shop.Complete(grains, id, "spt_1");
        await gate.Arrived;

        await Assert.ThrowsAsync<GrainOverloadedException>(() => shop.Complete(grains, id, "spt_1", "shed"));

        gate.Release();
        Told.Completed(await complete);
        Assert.False(((Answer.Replied)await shop.Complete(grains, id, "spt_1", "shed")).Replayed);
    }

    [Fact]
    public async Task A_full_silo_sheds_before_anything_is_started()
    {
        await using var shop = new Shop();
        shop.Limits.MaxCalls = 1;
        var grains = Shop.Client(await shop.Deploy(1));
        var (busy, idle) = (await shop.ReadySession(grains), await shop.ReadySession(grains));
        var gate = shop.Stripe.Faults.HoldAfterExecution();
        var complete = shop.Complete(grains, busy, "spt_1");
        await gate.Arrived;

        await Assert.ThrowsAsync<GrainOverloadedException>(() => shop.Complete(grains, idle, "spt_2"));

        gate.Release();
        Told.Completed(await complete);
        Told.Completed(await shop.Complete(grains, idle, "spt_2"));
    }

    /// <summary>What a bug says stays where it happened: an answer is told, not the text.</summary>
    [Fact]
    public async Task The_store_being_away_is_told_as_such()
    {
        await using var shop = new Shop();
        shop.Pricing.Ask = () => throw new Store.StoreUnavailableException("Host=db;Password=secret");
        var grains = Shop.Client(await shop.Deploy(1));

        var answer = await grains.Get<ICheckoutSession>("cs_1").Create(shop.Call(path: "/"), World.Creation());

        Assert.IsType<Answer.StoreUnavailable>(answer);
    }

    [Fact]
    public async Task Idle_grains_leave_memory_and_come_back_as_they_were()
    {
        await using var shop = new Shop();
        shop.Limits.IdleAfter = TimeSpan.FromSeconds(2);
        var cluster = await shop.Deploy(2);
        var grains = Shop.Client(cluster);
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.ReadySession(grains)));

        await Eventually.True(async () => await Active(cluster) == 0);

        Told.Completed(await shop.Complete(grains, ids[7], "spt_1"));
        Assert.Equal(1, await Active(cluster));
    }

    /// <summary>Where a continuation leaves its scheduler, two pieces of one grain's code run at a time.</summary>
    [Fact]
    public async Task The_actor_stays_on_its_grains_scheduler()
    {
        await using var shop = new Shop();
        var watched = new WatchedReplies(shop.Ports.Replies);
        shop.Ports = shop.Ports with { Replies = watched };
        var grains = Shop.Client(await shop.Deploy(1));
        var id = await shop.ReadySession(grains);

        Told.Completed(await shop.Complete(grains, id, "spt_1"));

        Assert.Equal(2, watched.Schedulers.Count); // Created; and completed, after the provider has answered twice.
        Assert.DoesNotContain(TaskScheduler.Default, watched.Schedulers);
    }

    private static async Task<int> Active(TestCluster cluster) =>
        (await cluster.Client.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics())
            .Where(grain => grain.GrainType.Contains("CheckoutSession", StringComparison.Ordinal))
            .Sum(grain => grain.ActivationCount);

    private sealed class WatchedReplies(IReplies inner) : IReplies
    {
        public ConcurrentQueue<TaskScheduler> Schedulers { get; } = [];

        public Reply Render(string apiVersion, CheckoutSessionView session, bool created)
        {
            Schedulers.Enqueue(TaskScheduler.Current);
            return inner.Render(apiVersion, session, created);
        }

        public Reply Render(string apiVersion, Refusal refusal) => inner.Render(apiVersion, refusal);
    }
}
