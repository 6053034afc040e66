using System.Text.Json;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using Acp.Orders;

namespace Acp.Gateway.Tests;

/// <summary>
/// From its checkout through a parcel, a refund of a part and a dispute to the refund of all of it: whoever is told hears
/// every step, signed and in order, and after each the money at the provider is the order's.
/// </summary>
public sealed class When_an_order_lives_its_whole_life(TellingShop shop) : IClassFixture<TellingShop>
{
    private static int keys;

    public static TheoryData<string> Each => Versions.Each;

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_platform_of_each_version_and_the_merchant_hear_it_all_and_the_money_agrees(string version)
    {
        var (order, session) = await Buy(version);
        await Agree(version, order, session, refunded: 0);

        await Do(order, new OrderCommand.Fulfill("parcel_1", [new("item_mug", 1)], new Dispatch(FulfillmentChannel.Shipping, "USPS", "9400", null, null, null, null, null)));
        await Agree(version, order, session, refunded: 0);

        await Do(order, new OrderCommand.Refund(500, [], RefundReason.RequestedByCustomer, "Chipped", Overrule: false));
        await Agree(version, order, session, refunded: 500);

        var dispute = shop.Stripe.Bank.OpenDispute(shop.Stripe.ChargesOf(session).Single().IntentId)!;
        await shop.Order(order).LookAgain();
        await Agree(version, order, session, refunded: 500);
        Assert.IsType<OrderAnswer.Refused>(await shop.Order(order).Do(Call(), new OrderCommand.Refund(null, [], RefundReason.RequestedByCustomer, null, Overrule: false)));
        Assert.True(shop.Stripe.Bank.MoveDispute(dispute, "won"));
        await shop.Order(order).LookAgain();
        await Agree(version, order, session, refunded: 500);

        var charged = (await shop.Read(order)).Charged;
        await Do(order, new OrderCommand.Refund(null, [], RefundReason.RequestedByCustomer, null, Overrule: false));
        await Agree(version, order, session, refunded: charged);

        AssertPlatformHeard(version, shop.Heard(version, order), await shop.Read(order));
        AssertMerchantHeard(shop.Heard(TellingShop.Merchant, order), await shop.Read(order));
    }

    private static void AssertPlatformHeard(string version, IReadOnlyList<HookMessage> heard, OrderSnapshot order)
    {
        var webhooks = new WebhookWitness(version);
        AssertInOrder(heard, order);
        Assert.All(heard, one =>
        {
            Assert.Matches(@"^t=\d+,v1=[0-9a-f]{64}$", one.Headers["Merchant-Signature"]);
            Assert.True(one.IsSignedWith(TellingShop.SecretOf(version)));
            Assert.Equal((version, "application/json"), (one.Headers["API-Version"], one.Headers["Content-Type"]));
            Assert.Empty(webhooks.IsPresent ? webhooks.Validate(one.Json) : []);
        });
        Assert.Equal(order.Charged, PaidBack(heard[^1].Json.GetProperty("data")));
    }

    private static void AssertMerchantHeard(IReadOnlyList<HookMessage> heard, OrderSnapshot order)
    {
        AssertInOrder(heard, order);
        Assert.All(heard, one =>
        {
            Assert.True(one.IsSignedWith(TellingShop.SecretOf(TellingShop.Merchant)));
            Assert.True(one.IsSignedWith(TellingShop.FormerSecretOf(TellingShop.Merchant)));
            Assert.Empty(MerchantSchema.Validate(one.Json));
            Assert.Equal(one.Sequence, one.Json.GetProperty("sequence").GetInt32());
        });
        Assert.Equal(order.Charged, heard[^1].Json.GetProperty("data").GetProperty("amount_refunded").GetInt64());
    }

    // A message may come twice, never late.
    private static void AssertInOrder(IReadOnlyList<HookMessage> heard, OrderSnapshot order)
    {
        Assert.Equal(Enumerable.Range(1, order.Sequence), heard.Select(one => one.Sequence).Distinct());
        Assert.Equal(heard.Select(one => one.Sequence).Order(), heard.Select(one => one.Sequence));
        Assert.Equal(
            heard.Select(one => one.Sequence == 1 ? "order_create" : "order_update"),
            heard.Select(one => one.Json.GetProperty("type").GetString()));
    }

    private static long PaidBack(JsonElement order) => order.TryGetProperty("refunds", out var refunds)
        ? refunds.EnumerateArray().Sum(refund => refund.GetProperty("amount").GetInt64())
        : order.GetProperty("totals").EnumerateArray().Single(total => total.GetProperty("type").GetString() == "amount_refunded").GetProperty("amount").GetInt64();

    private static OrderCall Call() => new("ann", $"step-{Interlocked.Increment(ref keys)}", "the same", IsOwner: true);

    private async Task<(string Order, string Session)> Buy(string version)
    {
        var words = new Dialect(version);
        var created = await shop.Post(version, "/checkout_sessions", words.Create("item_mug", "item_mug"));
        await shop.Post(version, $"/checkout_sessions/{created.Id}", words.Choose("us_standard", "item_mug"));
        var paid = await shop.Post(version, $"/checkout_sessions/{created.Id}/complete", words.Complete($"spt_life_{Interlocked.Increment(ref keys)}"));
        Assert.Equal("completed", paid.SessionStatus);
        return (paid.Body.GetProperty("order").GetProperty("id").GetString()!, created.Id);
    }

    private async Task Do(string order, OrderCommand command) => Assert.IsType<OrderAnswer.Done>(await shop.Order(order).Do(Call(), command));

    private async Task Agree(string version, string order, string session, long refunded)
    {
        await shop.Tell(version, order);
        var read = await shop.Read(order);
        Assert.Equal(
            (shop.Stripe.ChargesOf(session).Sum(charge => charge.Amount), shop.Stripe.Bank.RefundsOf(session).Where(it => it.Counts).Sum(it => it.Amount)),
            (read.Charged, read.Refunded));
        Assert.Equal(refunded, read.Refunded);
    }
}
