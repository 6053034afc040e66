using System.Text;
using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Store;

namespace Acp.Tests;

public sealed class When_an_order_is_placed : IDisposable
{
    private readonly World world = new();

    public When_an_order_is_placed() => world.EndpointsOf = platform => [$"platform.{platform}", "merchant"];

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task It_holds_what_was_bought_and_what_was_charged()
    {
        var id = await world.ReadySession(quantity: 2);
        Told.Completed(await world.Complete(id, "spt_1"));

        var session = await world.Stored(id);
        var order = (await world.OrderOf(id)).Snapshot();

        Assert.Equal((session.Order!.Id, session.Order.Number, id, World.Platform), (order.Id, order.Number, order.SessionId, order.Platform));
        Assert.Equal((1, OrderStatus.Confirmed, 1_000L, 0L, "usd"), (order.Sequence, order.Status, order.Charged, order.Refunded, order.Currency));
        Assert.Equal(("li_item", 2, 2, 0), order.Lines.Select(line => (line.Id, line.Ordered, line.Current, line.Fulfilled)).Single());
        Assert.Equal(((Payment.Charged)session.Payment).IntentId, (await world.PlacedOf(id)).Payment!.IntentId);
        Assert.Equal(order.PlacedAt, order.UpdatedAt);
    }

    [Fact]
    public async Task It_comes_in_the_very_commit_that_completes_the_session_with_the_times_at_which_it_is_told()
    {
        var id = await world.ReadySession();
        var units = new List<Unit>();
        world.Store.Committing = unit =>
        {
            units.Add(unit);
            return Task.CompletedTask;
        };

        Told.Completed(await world.Complete(id, "spt_1"));

        var order = OrderRecord.KeyOf((await world.Stored(id)).Order!.Id);
        var completion = Assert.Single(units, unit => unit.States.Any(change => change.Key == order));
        Assert.Contains(completion.States, change => change.Key == CheckoutSession.KeyOf(id));
        Assert.Equal(
            [$"delivery.merchant/{order[6..]}", $"delivery.platform.{World.Platform}/{order[6..]}"],
            completion.Due.Where(due => due.At == world.Clock.Now).Select(due => due.Subject).Order(StringComparer.Ordinal));
        var row = completion.States.Single(change => change.Key == order).Index;
        Assert.Equal(("order", "Confirmed", World.Platform, 500L, "usd"), (row.Kind, row.Status, row.Platform!, row.Amount!.Value, row.Currency!));
    }

    [Fact]
    public async Task Nothing_is_written_twice_and_nothing_that_is_empty()
    {
        var id = await world.ReadySession();
        Told.Completed(await world.Complete(id, "spt_1"));

        var stored = Encoding.UTF8.GetString((await world.Store.Load(OrderRecord.KeyOf((await world.Stored(id)).Order!.Id)))!.State.Span);

        Assert.DoesNotContain("null", stored, StringComparison.Ordinal);
        Assert.All(["entries", "notes", "commands", "consents", "discounts", "disclosures"], name => Assert.DoesNotContain($"\"{name}\"", stored, StringComparison.Ordinal));
        Assert.DoesNotContain("spt_1", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_was_charged_nothing_was_paid()
    {
        world.Pricing.UnitAmount = 0;
        var id = await world.ReadySession();

        Told.Completed(await world.Complete(id, "spt_1"));

        Assert.Null((await world.PlacedOf(id)).Payment);
        Assert.Equal(0, (await world.OrderOf(id)).Snapshot().Charged);
    }

    [Theory]
    [InlineData(StoreFault.LostBefore)]
    [InlineData(StoreFault.LostAfter)]
    [InlineData(StoreFault.LostAfterAndSilent)]
    public async Task There_is_one_whatever_becomes_of_the_commits_answer(StoreFault fault)
    {
        var id = await world.ReadySession();
        var orders = new HashSet<string>(StringComparer.Ordinal);
        world.Store.Committing = unit =>
        {
            var completes = unit.States.Any(change => change.Key.StartsWith(OrderRecord.KeyOf(string.Empty), StringComparison.Ordinal));
            if (completes && orders.Count == 0)
            {
                world.Store.Faults.Enqueue(fault);
            }

            orders.UnionWith(unit.States.Select(change => change.Key).Where(key => key.StartsWith(OrderRecord.KeyOf(string.Empty), StringComparison.Ordinal)));
            return Task.CompletedTask;
        };

        await world.Complete(id, "spt_1", "k");
        Told.Completed(await world.Complete(id, "spt_1", "k"));

        var placed = (await Task.WhenAll(orders.Select(key => world.Store.Load(key).AsTask()))).OfType<StoredState>();
        Assert.Single(placed);
        Assert.Equal(id, (await world.PlacedOf(id)).SessionId);
    }

    [Fact]
    public async Task Nobody_is_told_where_nobody_wants_to_hear()
    {
        world.EndpointsOf = _ => [];
        var id = await world.ReadySession();

        Told.Completed(await world.Complete(id, "spt_1"));

        Assert.Empty(await world.Store.ClaimDue("delivery.merchant", world.Clock.Now, TimeSpan.FromMinutes(1), 10));
    }
}
