using Acp.Orders;
using Acp.Payments;

namespace Acp.Stripe.Tests;

public class When_a_refund_is_sent
{
    private const string Key = "acp:ord_1:refund:2";
    private static readonly RefundOrder Order = new("pi_1", 1200, RefundReason.RequestedByCustomer, 2, "cs_1", "ord_1");

    [Fact]
    public async Task It_carries_exactly_this()
    {
        var wire = Wire.Answering(500, "{}");
        var provider = World.On(wire);

        await provider.Refund(Key, provider.FreezeRefund(Order), World.InTime);

        var sent = Assert.Single(wire.Sent);
        Assert.Equal(("POST", "https://api.stripe.com/v1/refunds"), (sent.Method, sent.Address));
        Assert.Equal(
            "payment_intent=pi_1&amount=1200&reason=requested_by_customer&metadata[acp_session]=cs_1&metadata[acp_refund]=2&metadata[acp_order]=ord_1",
            sent.Body);
        Assert.Equal((Key, "2026-07-29.preview"), (sent.Headers["Idempotency-Key"], sent.Headers["Stripe-Version"]));
    }

    [Fact]
    public async Task Without_an_order_it_names_the_session_alone()
    {
        var wire = Wire.Answering(500, "{}");
        var provider = World.On(wire);

        await provider.Refund("acp:cs_1:refund:1", provider.FreezeRefund(Order with { Order = null, Reason = RefundReason.Duplicate }), World.InTime);

        Assert.Equal(
            "payment_intent=pi_1&amount=1200&reason=duplicate&metadata[acp_session]=cs_1&metadata[acp_refund]=2", Assert.Single(wire.Sent).Body);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task One_call_is_one_send_because_every_repeat_is_committed_first(int status)
    {
        var wire = Wire.Answering(status, "{}");
        var provider = World.On(wire);

        await provider.Refund(Key, provider.FreezeRefund(Order), World.InTime);

        Assert.Single(wire.Sent);
    }

    [Fact]
    public async Task After_the_last_moment_it_does_not_leave()
    {
        var wire = Wire.Answering(200, "{}");
        var time = new ManualClock();
        var provider = World.On(wire, time: time);

        Assert.IsType<RefundAnswer.NotExecuted>(await provider.Refund(Key, provider.FreezeRefund(Order), time.GetUtcNow()));
        Assert.Empty(wire.Sent);
    }

    [Fact]
    public async Task One_of_another_account_stays_unknown_and_is_not_sent()
    {
        var wire = Wire.Answering(200, "{}");
        var elsewhere = World.On(wire, new() { SecretKey = "sk_test_other" }).FreezeRefund(Order);

        Assert.IsType<RefundAnswer.Unknown>(await World.On(wire).Refund(Key, elsewhere, World.InTime));
        Assert.Empty(wire.Sent);
    }

    [Fact]
    public async Task Bytes_of_a_charge_are_not_sent_as_a_refund()
    {
        var wire = Wire.Answering(200, "{}");
        var provider = World.On(wire);

        Assert.IsType<RefundAnswer.Unknown>(await provider.Refund(Key, provider.Freeze(World.Order()), World.InTime));
        Assert.Empty(wire.Sent);
    }
}
