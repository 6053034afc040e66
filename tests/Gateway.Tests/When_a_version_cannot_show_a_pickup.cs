using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Pricing;

namespace Acp.Gateway.Tests;

public sealed class When_a_version_cannot_show_a_pickup
{
    private static readonly FulfillmentOption Store = new(FulfillmentType.Pickup, "store", "Store", null, null, null, null, 0)
    {
        Pickup = new PickupTerms("Main", Sessions.Address, null, null, PickupType.InStore, null, null),
    };

    private static readonly FulfillmentOption Today = new(FulfillmentType.LocalDelivery, "today", "Today", null, null, null, null, 900)
    {
        LocalDelivery = new LocalDeliveryTerms(null, null, null, null),
    };

    public static TheoryData<string> Versions => [.. Shops.All(Sessions.Merchant).Select(version => version.Name)];

    public static TheoryData<string> Older => ["2025-09-29", "2025-12-12", "2026-01-16"];

    [Theory]
    [MemberData(nameof(Versions))]
    public void No_session_looks_ready_with_a_way_that_is_not_listed(string version)
    {
        foreach (var status in new[] { CheckoutStatus.ReadyForPayment, CheckoutStatus.AuthenticationRequired })
        {
            foreach (var chosen in new[] { Store, Today })
            {
                var json = Shops.Render(version, Chosen(chosen) with { Status = status }, Sessions.Merchant);

                var isListed = json.GetProperty("fulfillment_options").EnumerateArray().Any(option => option.GetProperty("id").GetString() == chosen.Id);
                Assert.True(isListed || json.GetProperty("status").GetString() == "not_ready_for_payment");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Older))]
    public void It_says_what_to_do(string version)
    {
        var json = Shops.Render(version, Chosen(Store), Sessions.Merchant);

        var message = json.GetProperty("messages").EnumerateArray().Last();
        Assert.Equal(("error", "invalid"), (message.GetProperty("type").GetString(), message.GetProperty("code").GetString()));
        Assert.Contains("picked up", message.GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("store", json.GetProperty("fulfillment_options").EnumerateArray().Select(option => option.GetProperty("id").GetString()));
    }

    [Theory]
    [MemberData(nameof(Older))]
    public void A_session_that_is_over_says_how_it_ended(string version)
    {
        var json = Shops.Render(version, Chosen(Store) with { Status = CheckoutStatus.Completed, Order = SomeOrders.Placed() }, Sessions.Merchant);

        Assert.Equal("completed", json.GetProperty("status").GetString());
        Assert.Empty(json.GetProperty("messages").EnumerateArray());
    }

    [Theory]
    [MemberData(nameof(Older))]
    public void What_is_sent_is_as_ready_as_ever(string version) =>
        Assert.Equal("ready_for_payment", Shops.Render(version, Sessions.Ready(), Sessions.Merchant).GetProperty("status").GetString());

    private static CheckoutSessionView Chosen(FulfillmentOption option) => Sessions.Ready() with
    {
        Quote = Sessions.Ready().Quote with
        {
            Options = [.. Sessions.Ready().Quote.Options, option],
            Selected = [new SelectedFulfillment(option.Type, option.Id, ["li_1"])],
            Rejected = [],
        },
    };
}
