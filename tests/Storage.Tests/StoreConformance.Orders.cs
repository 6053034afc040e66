using System.Globalization;
using Acp.Orders;
using Acp.Storage.Inventory;
using Acp.Store;

namespace Acp.Storage.Tests;

public abstract partial class StoreConformance
{
    // Several of each millisecond, across statuses and platforms.
    private static readonly StateChange[] SomeOrders =
    [
        .. Enumerable.Range(0, 40).Select(i => Order(
            i % 7 == 0 ? $"{i}\ufffd" : i % 7 == 1 ? $"{i}🔑" : i.ToString(CultureInfo.InvariantCulture),
            (OrderStatus)(i % 4),
            i % 3 == 0 ? "one" : "two",
            Units.Noon.AddMilliseconds(i / 5))),
    ];

    public static TheoryData<OrderStatus?, string?> OrderFilters => new()
    {
        { null, null },
        { OrderStatus.ManualReview, null },
        { null, "one" },
        { OrderStatus.Processing, "two" },
    };

    [Theory]
    [MemberData(nameof(OrderFilters))]
    public async Task Orders_are_listed_from_the_newest_to_the_oldest_each_on_one_page(OrderStatus? status, string? platform)
    {
        await Committed(Units.Swap([.. SomeOrders, "session/1".At(0)]));

        var all = new List<string>();
        for (OrderPlace? after = null; all.Count % 3 == 0;)
        {
            var page = await Store.ListOrders(new OrderFilter(status, platform), after, 3);
            all.AddRange(page.Select(order => order.Key));
            if (page is not [.., var last])
            {
                break;
            }

            after = new OrderPlace(last.CreatedAt, last.Key);
        }

        var expected = SomeOrders
            .Where(order => (status is null || order.Index.Status == status.ToString()) && (platform is null || order.Index.Platform == platform))
            .OrderByDescending(order => order.Index.CreatedAt)
            .ThenByDescending(order => order.Key, Bytes.Order)
            .Select(order => order.Key);
        Assert.Equal(expected, all);
    }

    [Fact]
    public async Task An_order_is_listed_as_it_was_written_last()
    {
        await Committed(Units.Swap(SomeOrders[2]));
        await Committed(Units.Swap(Order("2", OrderStatus.Shipped, "two", Units.Noon, version: 1)));

        Assert.Empty(await Store.ListOrders(new OrderFilter(OrderStatus.Processing), null, 10));
        var listed = Assert.Single(await Store.ListOrders(new OrderFilter(OrderStatus.Shipped), null, 10));
        Assert.Equal(("order/2", "Shipped", "order 2 at 1", Units.Noon), (listed.Key, listed.Status, listed.State.Text(), listed.CreatedAt));
    }

    [Fact]
    public async Task Orders_are_too_many_to_be_listed_by_key_and_a_page_has_one_row_at_least()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.ListStates("order", null, null, 10));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ListOrders(new OrderFilter(), null, 0));
    }

    private static StateChange Order(string id, OrderStatus status, string platform, DateTimeOffset at, long version = 0) =>
        $"order/{id}".At(version, $"order {id} at {version}") with { Index = new IndexColumns("order", status.ToString(), platform, 500, "usd", at) };
}
