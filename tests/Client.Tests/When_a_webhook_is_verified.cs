using System.Text;
using Acp.Gateway.Orders;

namespace Acp.Client.Tests;

/// <summary>Signed by the gateway's own code.</summary>
public sealed class When_a_webhook_is_verified
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"type":"order_update","data":{"id":"ord_1","status":"shipped"}}""");

    [Fact]
    public void What_the_gateway_signs_is_accepted_with_any_secret_of_a_rotation()
    {
        Assert.True(OrderWebhook.Verify(Body, OrderSignature.Of(Body, Noon, ["new", "old"]), ["old"], Noon.AddSeconds(300)));
        Assert.True(OrderWebhook.Verify(Body, OrderSignature.Of(Body, Noon, ["new"]), ["old", "new"], Noon.AddSeconds(-300)));
        Assert.Equal(("order_update", "shipped"), (OrderWebhook.Read(Body).Type, OrderWebhook.Read(Body).Data.Status));
        Assert.Equal(OrderSignature.Header, OrderWebhook.SignatureHeader);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public void What_was_recorded_does_not_come_again(int secondsLater) =>
        Assert.False(OrderWebhook.Verify(Body, OrderSignature.Of(Body, Noon, ["secret"]), ["secret"], Noon.AddSeconds(secondsLater)));

    [Fact]
    public void Another_body_another_secret_or_another_time_is_refused()
    {
        var signature = OrderSignature.Of(Body, Noon, ["secret"]);

        Assert.False(OrderWebhook.Verify([.. Body, (byte)' '], signature, ["secret"], Noon));
        Assert.False(OrderWebhook.Verify(Body, signature, ["another"], Noon));
        Assert.False(OrderWebhook.Verify(Body, signature, [], Noon));
        Assert.False(OrderWebhook.Verify(Body, OrderSignature.Of(Body, Noon, [""]), [""], Noon));
        Assert.False(OrderWebhook.Verify(Body, signature.Replace("t=", "t=1", StringComparison.Ordinal), ["secret"], Noon));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=,v1=")]
    [InlineData("t=99999999999999999999,v1=00")]
    [InlineData("v1=00")]
    [InlineData("t=1780315200")]
    public void Nonsense_is_refused(string? signature) => Assert.False(OrderWebhook.Verify(Body, signature, ["secret"], Noon));
}
