using System.Text;
using Acp.CheckoutSessions;
using Acp.Erasures;
using Acp.Orders;
using Acp.Pricing;
using Acp.Store;

namespace Acp.Tests;

public sealed class When_a_buyer_is_erased : IDisposable
{
    private const string Mail = "zq@buyer.example";
    private static readonly ErasureWish Wish = new("ann", "he asked", Overrules: false);
    private static readonly ErasureWish Overruling = Wish with { Overrules = true };
    private readonly World world = new() { Erases = true };

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task What_is_over_is_done_at_once_and_the_same_again_changes_nothing()
    {
        var id = await Bought();
        var version = await VersionOf(id);

        var first = await world.Erasures.OfSession(id, Overruling);
        var again = await world.Erasures.OfOrder((await world.Stored(id)).Order!.Id, Overruling);

        Assert.Equal((ErasureStatus.Erased, ErasureStatus.Erased, first!.ErasedAt), (first.Status, again!.Status, again.ErasedAt));
        Assert.Equal(version + 1, await VersionOf(id));
        Assert.Equal((null, null, null), ((await world.Stored(id)).Buyer, (await world.PlacedOf(id)).Buyer, (await world.PlacedOf(id)).BillingAddress));
        Assert.Equal(("US", "CA"), ((await world.OrderOf(id)).Erased!.Country, (await world.OrderOf(id)).Erased!.State));
    }

    [Fact]
    public async Task What_nobody_has_is_not_found()
    {
        Assert.Null(await world.Erasures.OfSession("cs_none", Wish));
        Assert.Null(await world.Erasures.OfOrder("ord_none", Wish));
        Assert.Empty((await world.Erasures.OfBuyer(Mail, Wish)).Erasures);
    }

    /// <summary>By a process that remembers nothing: the wish is in the store.</summary>
    [Fact]
    public async Task A_charge_of_unknown_outcome_is_waited_for_byte_for_byte_and_then_it_is_done()
    {
        world.Options.SendsPerCall = 1;
        var id = await Created();
        world.Lose(sends: 1, Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_1"));
        var before = await TextOf(CheckoutSession.KeyOf(id));

        var asked = await world.Erasures.OfSession(id, Overruling);

        Assert.Equal([ErasureObstacle.PaymentUnknown], asked!.Because);
        Assert.Equal(before, await TextOf(CheckoutSession.KeyOf(id)));
        await LetPass(TimeSpan.FromMinutes(30), world.StartProcess());
        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
        await LetPass(TimeSpan.FromHours(7), world.StartProcess());
        Assert.Equal(ErasureStatus.Erased, (await Wished(id))!.Status);
        Assert.Null((await world.Stored(id)).Buyer);
        Assert.Null((await world.PlacedOf(id)).Buyer);
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task A_session_that_can_still_be_paid_loses_nothing_until_it_is_over()
    {
        var id = await Created();
        Assert.Equal([ErasureObstacle.SessionOpen], (await world.Erasures.OfSession(id, Wish))!.Because);
        Assert.Equal(Mail, (await world.Stored(id)).Buyer!.Email);

        await LetPass(TimeSpan.FromHours(6.5), world.Grains);
        await LetPass(TimeSpan.FromHours(7), world.Grains);

        Assert.Equal(ErasureStatus.Erased, (await Wished(id))!.Status);
        Assert.Null((await world.Stored(id)).Buyer);
    }

    [Fact]
    public async Task Goods_that_have_not_arrived_stand_in_the_way_unless_somebody_overrules()
    {
        var id = await Bought();
        Assert.Equal([ErasureObstacle.NotFulfilled], (await world.Erasures.OfSession(id, Wish))!.Because);
        Assert.NotNull((await world.PlacedOf(id)).Buyer);

        var order = world.Grains.Get<IOrder>((await world.Stored(id)).Order!.Id);
        await order.Do(new OrderCall("ann", "k", "f"), new OrderCommand.Fulfill(null, [], new Dispatch(FulfillmentChannel.Digital, null, null, null, null, null, "https://shop.example/zq", "Zq")));
        await LetPass(TimeSpan.FromHours(7), world.Grains);

        Assert.Null((await world.PlacedOf(id)).Buyer);
        Assert.Equal(OrderStatus.Completed, (await world.OrderOf(id)).Snapshot().Status);
        Assert.DoesNotContain("zq", await TextOf(OrderRecord.KeyOf((await world.Stored(id)).Order!.Id)), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A request that was under way when its buyer was erased may keep its reply after that.</summary>
    [Fact]
    public async Task A_reply_that_came_late_is_taken_out_by_the_second_look()
    {
        var id = await Bought();
        await world.Erasures.OfSession(id, Overruling);
        var key = new ReplyKey(World.Platform, $"/{id}/complete", "late");
        await world.Store.Commit(new Unit(world.Ids.NewCommitId(), world.Clock.Now)
        {
            Replies = [new KeptReply(key, "f", new Reply(200, Encoding.UTF8.GetBytes(Mail)), world.Clock.Now.AddHours(25))],
        });
        Assert.NotNull(await world.Store.FindReply(key));

        await LetPass(TimeSpan.FromMinutes(11), world.Grains);

        Assert.Null(await world.Store.FindReply(key));
        Assert.Null((await Wished(id))!.NextTryAt);
    }

    [Fact]
    public async Task A_repeat_under_an_old_key_makes_nothing_new()
    {
        var (id, key) = (world.Ids.New("cs_"), "the first");
        await world.Session(id).Create(world.Call(key, path: "/"), Creation());
        await world.Complete(id, "spt_1", "paid");
        await world.Erasures.OfSession(id, Overruling);

        var created = Assert.IsType<Answer.Replied>(await world.Session("cs_other").Create(world.Call(key, path: "/"), Creation()));
        var completed = Assert.IsType<Answer.Replied>(await world.Complete(id, "spt_1", "paid"));

        Assert.Equal((201, true), (created.Reply.Status, created.Replayed));
        Assert.Equal(200, completed.Reply.Status);
        Assert.Null(await world.Store.Load(CheckoutSession.KeyOf("cs_other")));
        Assert.Single(world.Provider.Money);
    }

    /// <summary>An older version did not write down under which key a session was created.</summary>
    [Fact]
    public async Task A_session_whose_key_nobody_knows_is_done_when_its_reply_is_forgotten()
    {
        var id = world.Ids.New("cs_");
        await world.Session(id).Create(world.Call(path: "/") with { Once = null }, Creation());
        await world.Complete(id, "spt_1");

        Assert.Equal([ErasureObstacle.ReplyKept], (await world.Erasures.OfSession(id, Overruling))!.Because);
        await LetPass(TimeSpan.FromHours(25), world.Grains);
        await LetPass(TimeSpan.FromHours(7), world.Grains);

        Assert.Equal(ErasureStatus.Erased, (await Wished(id))!.Status);
    }

    [Theory]
    [InlineData(StoreFault.LostBefore)]
    [InlineData(StoreFault.LostAfter)]
    [InlineData(StoreFault.Conflict)]
    public async Task Whatever_becomes_of_the_commit_it_is_done_whole_or_not_at_all(StoreFault fault)
    {
        var id = await Bought();
        world.Store.Faults.Enqueue(fault);
        try
        {
            await world.Erasures.OfSession(id, Overruling);
        }
        catch (StoreUnavailableException)
        {
            Assert.Equal(StoreFault.LostBefore, fault);
            Assert.NotNull((await world.Stored(id)).Buyer);
            Assert.NotNull((await world.PlacedOf(id)).Buyer);
            await world.Erasures.OfSession(id, Overruling);
        }

        Assert.Null((await world.Stored(id)).Buyer);
        Assert.Null((await world.PlacedOf(id)).Buyer);
    }

    [Fact]
    public async Task Orders_of_age_lose_their_buyers_slice_by_slice_and_younger_ones_do_not()
    {
        world.OrderRetention.Retention = TimeSpan.FromDays(2);
        var old = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            old.Add((await world.Stored(await Bought())).Order!.Id);
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await world.Sweep();
        world.Clock.Advance(TimeSpan.FromHours(36));
        var young = (await world.Stored(await Bought())).Order!.Id;
        world.Clock.Advance(TimeSpan.FromHours(13));
        await world.Sweep();
        Assert.Equal(32, await Erased(old)); // The youngest of them first.
        await world.Sweep(world.StartProcess()); // Each is one slice; another process goes on where this one came to.

        Assert.Equal((40, 0), (await Erased(old), await Erased([young])));
        world.Clock.Advance(TimeSpan.FromHours(36));
        await world.Sweep();
        Assert.Equal(1, await Erased([young]));
        Assert.Empty(await world.Inventory.ListStates(Erasure.ListedAs, status: null, after: null, 10));
    }

    [Fact]
    public async Task By_setting_an_order_of_age_is_forgotten_as_a_whole()
    {
        (world.OrderRetention.Retention, world.OrderRetention.AfterRetention) = (TimeSpan.FromDays(2), AfterRetention.Delete);
        var order = OrderRecord.KeyOf((await world.Stored(await Bought())).Order!.Id);
        world.Clock.Advance(TimeSpan.FromDays(2.1));

        await world.Sweep();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.ReadySession();

        Assert.Null(await world.Store.Load(order));
        Assert.Empty(await world.Store.ReadAudit(order));
    }

    private async Task<int> Erased(IEnumerable<string> orders)
    {
        var count = 0;
        foreach (var order in orders)
        {
            count += (await new OrderReader(world.Store).Load(order))!.Erased is null ? 0 : 1;
        }

        return count;
    }

    private async Task<string> Bought()
    {
        var id = await Created();
        var address = new Address("Zq", "Zq 1", null, "Zqtown", "CA", "US", "90001");
        Assert.Equal(200, Assert.IsType<Answer.Replied>(await world.Session(id).Complete(world.Call(path: $"/{id}/complete"), World.With(world.Ids.New("spt_"), address))).Reply.Status);
        return id;
    }

    private async Task<string> Created()
    {
        var id = world.Ids.New("cs_");
        await world.Session(id).Create(world.Call(path: "/"), Creation());
        return id;
    }

    private static CreateCheckoutSession Creation() => World.Creation() with { Buyer = new Buyer(Mail, "Zq", null, null, null) };

    private async Task LetPass(TimeSpan time, IGrains process)
    {
        world.Clock.Advance(time);
        await world.Sweep(process);
    }

    private async Task<Erasure?> Wished(string session) => (await world.Store.LoadSnapshot<Erasure>(Erasure.KeyOf(session))).State;

    private async Task<long> VersionOf(string id) => (await world.Store.Load(CheckoutSession.KeyOf(id)))!.Version;

    private async Task<string> TextOf(string key) => Encoding.UTF8.GetString((await world.Store.Load(key))!.State.Span);
}
