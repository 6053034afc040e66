using Acp.Deliveries;
using Acp.InProcess;
using Acp.Orders;
using Acp.Store;

namespace Acp.Tests;

/// <summary>Endpoints fail, processes die and meet, and orders go on all the while.</summary>
public sealed class When_endpoints_are_told_of_an_order : IDisposable
{
    private const string Merchant = "merchant";
    private const string Agent = $"platform.{World.Platform}";
    private readonly World world = new();

    private ScriptedHooks Hooks => world.Hooks;

    // Its looks for idle grains, one each two seconds of the days that pass here; it serves on.
    public When_endpoints_are_told_of_an_order() => world.Grains.Dispose();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Each_endpoint_of_its_platform_hears_of_it_and_no_other_does()
    {
        Hooks.With(Merchant, Agent, "platform.somebody-else");
        var order = await Placed();

        await world.Sweep();

        Assert.Equal([(Merchant, $"msg_{order}_1"), (Agent, $"msg_{order}_1")], Hooks.Received.Select(sent => (sent.Endpoint, sent.Id)).Order());
        Assert.Equal(DeliveryStatus.Delivered, (await Stored(Agent, order)).Status);
        Assert.Empty(await Due(Agent));
    }

    /// <summary>A defect of ours, such as an order that the version's shape cannot tell.</summary>
    [Fact]
    public async Task One_that_cannot_be_made_is_seen_in_the_log_given_up_after_three_days_and_no_fault_of_the_endpoint()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        var others = await Placed();
        Hooks.Answer = (_, message) => message.Order.Id == order ? throw new InvalidOperationException("secret") : Task.FromResult(ScriptedHooks.Taken);

        await world.LetPass(TimeSpan.FromDays(3) + TimeSpan.FromHours(5), TimeSpan.FromMinutes(10));

        var stored = await Stored(Merchant, order);
        Assert.Equal((DeliveryStatus.Dead, "the message could not be made"), (stored.Status, stored.Sends[^1].Why));
        Assert.Equal(DeliveryStatus.Delivered, (await Stored(Merchant, others)).Status);
        Assert.Empty(await Due(Merchant));
        Hooks.Answer = (_, _) => Task.FromResult(ScriptedHooks.Taken);
        await Grow(order, 1);
        await world.Sweep();
        Assert.Equal(DeliveryStatus.Delivered, (await Stored(Merchant, order)).Status);
    }

    [Fact]
    public async Task What_is_delivered_takes_one_commit()
    {
        Hooks.With(Merchant);
        await Placed();
        var commits = 0;
        world.Store.Committing = _ =>
        {
            commits++;
            return Task.CompletedTask;
        };

        await world.Sweep();

        Assert.Equal(1, commits);
    }

    [Fact]
    public async Task Entries_that_come_while_it_is_down_are_sent_one_by_one_in_their_order_once_it_is_up()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        Hooks.Answer = (_, _) => Task.FromResult(ScriptedHooks.Down);
        await world.Sweep();
        await Grow(order, 3);
        Hooks.Answer = (_, _) => Task.FromResult(ScriptedHooks.Taken);

        await LetPass(TimeSpan.FromMinutes(1));

        Assert.Equal([1, 2, 3, 4], Hooks.ReceivedBy(Merchant));
    }

    /// <summary>The new entry sets the due time while the send of the one before it is under way, which then clears it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_entry_that_comes_while_a_send_is_under_way_is_not_forgotten(bool diesAfterIt)
    {
        Hooks.With(Merchant);
        var order = await Placed();
        Hooks.Answer = async (_, message) =>
        {
            if (message.Order.Sequence == 1)
            {
                await Grow(order, 1);
            }

            return ScriptedHooks.Taken;
        };
        world.Store.Committed = unit => diesAfterIt && unit.States.Any(state => state.Key.StartsWith("delivery.", StringComparison.Ordinal))
            ? throw new ProcessDiedException()
            : Task.CompletedTask;
        await world.Sweep();
        world.Store.Committed = null;

        await LetPass(TimeSpan.FromMinutes(2));

        Assert.Equal([1, 2], Hooks.ReceivedBy(Merchant));
    }

    [Fact]
    public async Task A_process_that_dies_between_the_send_and_its_commit_sends_it_again_under_the_same_id_before_anything_else()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        await Grow(order, 1);
        world.Store.Faults.Enqueue(StoreFault.LostBefore);
        await world.Sweep();

        await LetPass(TimeSpan.FromMinutes(2));

        Assert.Equal([1, 1, 2], Hooks.ReceivedBy(Merchant));
        Assert.Equal(2, Hooks.Received.Select(sent => sent.Id).Distinct().Count());
    }

    [Fact]
    public async Task Two_processes_that_wake_it_at_once_send_twice_at_most_and_nothing_overtakes()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        await Grow(order, 1);
        using var other = world.StartProcess();
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        Hooks.Answer = async (_, message) =>
        {
            if (message.Order.Sequence == 1 && !first.TrySetResult())
            {
                second.SetResult();
            }

            await second.Task; // Both have the first on the way before either is told that it was taken.
            return ScriptedHooks.Taken;
        };

        await Task.WhenAll(Delivery(order).Wake().AsTask(), Delivery(order, other).Wake().AsTask()).WaitAsync(TimeSpan.FromSeconds(20));
        await LetPass(TimeSpan.FromMinutes(2));

        Assert.Equal([1, 1, 2], Hooks.SentTo(Merchant).Take(3));
        Assert.All(Hooks.SentTo(Merchant).Skip(3), sequence => Assert.Equal(2, sequence));
        Assert.Equal((2, DeliveryStatus.Delivered), ((await Stored(Merchant, order)).Delivered, (await Stored(Merchant, order)).Status));
    }

    [Fact]
    public async Task It_is_tried_ever_more_seldom_for_three_days_and_then_given_up()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        Hooks.Answer = (_, _) => Task.FromResult(ScriptedHooks.Down);
        var began = world.Clock.Now;

        await LetPass(TimeSpan.FromDays(4), TimeSpan.FromMinutes(1));

        var record = await Stored(Merchant, order);
        Assert.Equal((DeliveryStatus.Dead, 0), (record.Status, record.Delivered));
        Assert.InRange(record.DeadSince!.Value - began, TimeSpan.FromDays(3), TimeSpan.FromDays(3) + TimeSpan.FromMinutes(5));
        Assert.InRange(Hooks.Sent.Count, 25, 60);
        Assert.Empty(await Due(Merchant));
        Assert.Contains(await world.Store.ReadAudit(DeliveryRecord.KeyOf(Merchant, order)), entry => entry.Event == "delivery.dead");
    }

    [Fact]
    public async Task Behind_a_dead_letter_the_next_entry_brings_the_order_as_it_stands_and_what_was_skipped_is_on_record()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        await Grow(order, 1);
        await GiveUp();
        Hooks.Answer = (_, _) => Task.FromResult(ScriptedHooks.Taken);

        await Grow(order, 2);
        await LetPass(TimeSpan.FromMinutes(5));

        Assert.Equal([4], Hooks.ReceivedBy(Merchant));
        var record = await Stored(Merchant, order);
        Assert.Equal((4, DeliveryStatus.Delivered), (record.Delivered, record.Status));
        Assert.Equal([new SkippedSequences(1, 3)], record.Skipped);
        await Grow(order, 1);
        await world.Sweep();
        Assert.Equal([4, 5], Hooks.ReceivedBy(Merchant));
    }

    [Fact]
    public async Task A_process_that_dies_once_it_has_skipped_leaves_the_message_to_the_next()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        await GiveUp();
        Hooks.Answer = (_, _) => Task.FromResult(ScriptedHooks.Taken);
        await Grow(order, 1);
        world.Store.Committed = unit => unit.Audit.Any(entry => entry.Event == "delivery.skipped") ? throw new ProcessDiedException() : Task.CompletedTask;
        await world.Sweep();
        Assert.Empty(Hooks.ReceivedBy(Merchant));
        world.Store.Committed = null;

        await LetPass(TimeSpan.FromMinutes(2));

        Assert.Equal([2], Hooks.ReceivedBy(Merchant));
    }

    /// <summary>Each knows another newest entry: what the one skips to must not arrive after what the other does.</summary>
    [Fact]
    public async Task Of_two_processes_that_skip_at_once_the_older_state_does_not_arrive_last()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        await GiveUp();
        await Grow(order, 1);
        Hooks.Answer = async (_, message) =>
        {
            if (message.Order.Sequence == 2)
            {
                Hooks.Answer = (_, _) => Task.FromResult(ScriptedHooks.Taken);
                await Grow(order, 1);
                await world.StartProcess().Get<IDelivery>($"{Merchant}/{order}").Wake();
            }

            return ScriptedHooks.Taken;
        };

        await world.Sweep();
        await LetPass(TimeSpan.FromMinutes(2));

        Assert.Equal([2, 3], Hooks.ReceivedBy(Merchant).Distinct());
    }

    [Fact]
    public async Task A_dead_letter_is_sent_again_when_a_person_wants_it()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        await GiveUp();
        Hooks.Answer = (_, _) => Task.FromResult(ScriptedHooks.Taken);

        Assert.True(await Delivery(order).Redeliver("ann", "their server is back", from: null));
        await LetPass(TimeSpan.FromMinutes(5));

        Assert.Equal([1], Hooks.ReceivedBy(Merchant));
        Assert.Contains(await world.Store.ReadAudit(DeliveryRecord.KeyOf(Merchant, order)), entry => entry is { Event: "delivery.redelivered", Actor: "ann" });
    }

    [Fact]
    public async Task All_from_a_sequence_on_is_sent_again_under_the_ids_it_had()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        await Grow(order, 2);
        await world.Sweep();

        Assert.True(await Delivery(order).Redeliver("ann", "they lost it", from: 2));
        await world.Sweep();

        Assert.Equal([1, 2, 3, 2, 3], Hooks.ReceivedBy(Merchant));
        Assert.Equal(3, Hooks.Received.Select(sent => sent.Id).Distinct().Count());
    }

    /// <summary>It has found nothing to send, and would clear the time that the person has set since.</summary>
    [Fact]
    public async Task What_a_person_has_sent_again_is_not_put_to_sleep_by_a_process_that_looked_before()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        await world.Sweep();
        var other = world.StartProcess().Get<IDelivery>($"{Merchant}/{order}");
        world.Store.Committing = async unit =>
        {
            if (unit.Due.Any(due => due.Subject == DeliveryRecord.KeyOf(Merchant, order) && due.At is null))
            {
                world.Store.Committing = null;
                Assert.True(await other.Redeliver("ann", "they lost it", from: 1));
            }
        };

        await Delivery(order).Wake();
        Assert.Null(world.Store.Committing);
        await LetPass(TimeSpan.FromMinutes(5));

        Assert.Equal([1, 1], Hooks.ReceivedBy(Merchant));
    }

    [Fact]
    public async Task What_there_is_not_is_not_sent_again()
    {
        Hooks.With(Merchant, Agent, "platform.somebody-else");
        var order = await Placed();

        Assert.False(await Delivery(order).Redeliver("ann", "why", from: 2));
        Assert.False(await Delivery("ord_none").Redeliver("ann", "why", from: null));
        Assert.False(await world.Grains.Get<IDelivery>($"platform.somebody-else/{order}").Redeliver("ann", "not theirs", from: null));
        Assert.False(await world.Grains.Get<IDelivery>($"platform.gone/{order}").Redeliver("ann", "why", from: null));
    }

    [Fact]
    public async Task A_dead_endpoint_delays_no_other()
    {
        Hooks.With(Merchant, Agent);
        Hooks.Answer = (endpoint, _) => Task.FromResult(endpoint == Merchant ? ScriptedHooks.Down : ScriptedHooks.Taken);
        var orders = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            orders.Add(await Placed());
        }

        // Five passes at one moment: a share of eight each.
        for (var pass = 0; pass < 5; pass++)
        {
            await world.Sweep();
        }

        Assert.Equal(orders.Order(), Hooks.Received.Where(sent => sent.Endpoint == Agent).Select(sent => sent.Order).Order());
        Assert.All(Hooks.Received, sent => Assert.Equal(world.Clock.Now, sent.At));
        Assert.InRange(Hooks.SentTo(Merchant).Count, 5, 8);
    }

    [Fact]
    public async Task A_dead_endpoint_is_asked_by_one_message_at_a_time_and_has_all_of_them_soon_after_it_is_back()
    {
        Hooks.With(Merchant);
        Hooks.Answer = (_, _) => Task.FromResult(ScriptedHooks.Down);
        for (var i = 0; i < 100; i++)
        {
            await Placed();
        }

        await LetPass(TimeSpan.FromHours(1), TimeSpan.FromSeconds(5));
        Assert.InRange(Hooks.Sent.Count, 20, 60);

        Hooks.Answer = (_, _) => Task.FromResult(ScriptedHooks.Taken);
        await LetPass(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1));
        await LetPass(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)); // Those that were tried wait for their own time.
        Assert.Equal(100, Hooks.Received.Select(sent => sent.Id).Distinct().Count());
    }

    [Fact]
    public async Task An_endpoint_says_itself_when_it_wants_to_be_asked_again_within_bounds()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        Hooks.Answer = (_, _) => Task.FromResult<SendOutcome>(new SendOutcome.Failed(503, "busy", TimeSpan.FromMinutes(20)));
        await world.Sweep();
        Assert.Equal(world.Clock.Now.AddMinutes(20), (await Stored(Merchant, order)).NextTryAt);

        world.Clock.Advance(TimeSpan.FromMinutes(20));
        Hooks.Answer = (_, _) => Task.FromResult<SendOutcome>(new SendOutcome.Failed(503, "busy", TimeSpan.FromDays(365)));
        await world.Sweep();
        Assert.Equal(world.Clock.Now + DeliveryDecider.LongestRetryAfter, (await Stored(Merchant, order)).NextTryAt);
    }

    [Fact]
    public async Task An_endpoint_that_is_no_longer_configured_is_not_sent_to_and_nothing_is_given_up()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        Hooks.Answer = (_, _) => Task.FromResult<SendOutcome>(new SendOutcome.NotSent("it is not configured here", Until: null));
        await LetPass(TimeSpan.FromDays(5), TimeSpan.FromMinutes(15));
        Assert.Null((await world.Store.LoadSnapshot<DeliveryRecord>(DeliveryRecord.KeyOf(Merchant, order))).State);

        Hooks.Answer = (_, _) => Task.FromResult(ScriptedHooks.Taken);
        await LetPass(TimeSpan.FromHours(1), TimeSpan.FromMinutes(15));
        Assert.Equal([1], Hooks.ReceivedBy(Merchant));
    }

    [Fact]
    public async Task The_newest_fifty_sends_are_kept_and_say_what_became_of_each()
    {
        Hooks.With(Merchant);
        var order = await Placed();
        Hooks.Answer = (_, message) => Task.FromResult(message.Order.Sequence == 1 && Hooks.Sent.Count == 1 ? ScriptedHooks.Down : ScriptedHooks.Taken);
        await world.Sweep();
        Assert.Equal([(1, 500)], (await Stored(Merchant, order)).Sends.Select(send => (send.Sequence, send.Status!.Value)));

        await Grow(order, 60);
        await LetPass(TimeSpan.FromMinutes(2));

        var sends = (await Stored(Merchant, order)).Sends;
        Assert.Equal(Enumerable.Range(12, 50), sends.Select(send => send.Sequence));
        Assert.All(sends, send => Assert.Equal((200, (string?)null), (send.Status, send.Why)));
    }

    private async Task<string> Placed()
    {
        var id = await world.ReadySession();
        Told.Completed(await world.Complete(id, $"spt_{id}"));
        return (await world.Stored(id)).Order!.Id;
    }

    /// <summary>Entries as a merchant makes them: each is told.</summary>
    private async Task Grow(string order, int entries)
    {
        for (var i = 0; i < entries; i++)
        {
            await Orders.Hold(world.Store, world.Ids, world.Clock, Hooks, order);
        }
    }

    private async Task GiveUp()
    {
        Hooks.Answer = (_, _) => Task.FromResult(ScriptedHooks.Down);
        await LetPass(TimeSpan.FromDays(4), TimeSpan.FromMinutes(5));
    }

    private async Task LetPass(TimeSpan time, TimeSpan? step = null)
    {
        for (var end = world.Clock.Now + time; world.Clock.Now < end;)
        {
            world.Clock.Advance(step ?? TimeSpan.FromSeconds(5));
            await world.Sweep();
        }
    }

    private IDelivery Delivery(string order, InProcessGrains? process = null) => (process ?? world.Grains).Get<IDelivery>($"{Merchant}/{order}");

    private async Task<DeliveryRecord> Stored(string endpoint, string order) =>
        (await world.Store.LoadSnapshot<DeliveryRecord>(DeliveryRecord.KeyOf(endpoint, order))).State!;

    private ValueTask<IReadOnlyList<string>> Due(string endpoint) =>
        world.Store.ClaimDue(DeliveryRecord.KindOf(endpoint), world.Clock.Now.AddYears(1), TimeSpan.FromMilliseconds(1), 100);

    private sealed class ProcessDiedException : Exception;
}
