using System.Text.Json;
using Acp.Gateway.Tests.Host;
using Acp.Orders;
using Acp.Store;

namespace Acp.Gateway.Tests;

/// <summary>A session that is over leads to an order that is not: what each caller is shown of it from then on.</summary>
public sealed class When_an_order_goes_on(RealShop shop) : IClassFixture<RealShop>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static int tokens;

    public static TheoryData<string, string?, string?> Told => new()
    {
        { "2025-09-29", null, null },
        { "2025-12-12", null, null },
        { "2026-01-16", null, null },
        { "2026-01-30", "confirmed", "shipped" },
        { "2026-04-17", "confirmed", "shipped" },
    };

    [Theory]
    [MemberData(nameof(Told))]
    public async Task Who_looks_sees_how_it_stands_and_a_repeat_what_it_was_told(string version, string? placed, string? shipped)
    {
        var words = new Dialect(version);
        var id = (await shop.Post(version, "/checkout_sessions", words.Create("item_ebook"))).Id;
        var paid = await shop.Post(version, $"/checkout_sessions/{id}/complete", words.Complete($"spt_goes_on_{Interlocked.Increment(ref tokens)}"), $"pay-{version}");
        await Ship(paid.Body.GetProperty("order").GetProperty("id").GetString()!);

        var read = await shop.Get(version, id);
        var repeated = await shop.Post(version, $"/checkout_sessions/{id}/complete", words.Complete($"spt_goes_on_{tokens}"), $"pay-{version}");

        Assert.Equal((200, 200), (paid.Status, read.Status));
        Assert.Equal(paid.Text, repeated.Text);
        Assert.Equal((placed, shipped), (StatusOf(paid.Body), StatusOf(read.Body)));
    }

    [Fact]
    public async Task The_newest_is_shown_its_parcels_and_its_money()
    {
        var words = new Dialect(AcpHost.Version);
        var id = (await shop.Post(AcpHost.Version, "/checkout_sessions", words.Create("item_ebook"))).Id;
        var paid = await shop.Post(AcpHost.Version, $"/checkout_sessions/{id}/complete", words.Complete($"spt_goes_on_{Interlocked.Increment(ref tokens)}"));
        await Ship(paid.Body.GetProperty("order").GetProperty("id").GetString()!);

        var order = (await shop.Get(AcpHost.Version, id)).Body.GetProperty("order");

        Assert.Empty(paid.Body.GetProperty("order").GetProperty("fulfillments").EnumerateArray());
        Assert.Equal("digital", order.GetProperty("fulfillments")[0].GetProperty("type").GetString());
        Assert.Equal("fulfilled", order.GetProperty("line_items")[0].GetProperty("status").GetString());
        Assert.Equal("amount_refunded", order.GetProperty("totals").EnumerateArray().Last().GetProperty("type").GetString());
    }

    private async Task Ship(string order)
    {
        var record = (await shop.Store.LoadSnapshot<OrderRecord>(OrderRecord.KeyOf(order))).State!;
        var dispatch = new Dispatch(FulfillmentChannel.Digital, null, null, null, null, null, "https://shop.example/download", null);
        await SomeOrders.Keep(shop.Store, record with
        {
            Entries =
            [
                new OrderEntry.Fulfilled("ful_1", [new(record.Placed.Lines[0].Line.LineId, 1)], dispatch, Noon),
                new OrderEntry.Progressed("ful_1", FulfillmentStatus.InTransit, null, null, Noon),
                new OrderEntry.RefundChanged("re_1", AdjustmentStatus.Completed, 100, [], null, null, Elsewhere: false, Noon),
            ],
        });
    }

    private static string? StatusOf(JsonElement session) => session.GetProperty("order").TryGetProperty("status", out var status) ? status.GetString() : null;
}
