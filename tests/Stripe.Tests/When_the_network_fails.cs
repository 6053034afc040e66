using System.Net.Sockets;
using Acp.Payments;

namespace Acp.Stripe.Tests;

public class When_the_network_fails
{
    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task A_charge_without_a_connection_was_not_executed(HttpRequestError error) =>
        Assert.IsType<ChargeAnswer.NotExecuted>(await Charge(Wire.Throwing(new HttpRequestException(error))));

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.InvalidResponse)]
    [InlineData(HttpRequestError.HttpProtocolError)]
    [InlineData(HttpRequestError.Unknown)]
    public async Task A_charge_whose_connection_breaks_is_unknown(HttpRequestError error) =>
        Assert.IsType<ChargeAnswer.Unknown>(await Charge(Wire.Throwing(new HttpRequestException(error))));

    public static TheoryData<Exception> OtherFailures =>
        [new IOException(), new SocketException(), new OperationCanceledException(), new ObjectDisposedException("handler"), new InvalidOperationException()];

    [Theory]
    [MemberData(nameof(OtherFailures))]
    public async Task Whatever_else_is_thrown_on_the_way_is_unknown_and_stays_inside(Exception problem) =>
        Assert.IsType<ChargeAnswer.Unknown>(await Charge(Wire.Throwing(problem)));

    [Fact]
    public async Task A_charge_that_is_not_answered_in_time_is_unknown()
    {
        var time = new ManualClock();
        var provider = World.On(new Wire(deadline => Never(deadline)), time: time);

        var charging = provider.Charge("acp:cs_1:1", provider.Freeze(World.Order()), World.InTime).AsTask();
        time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(charging.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(new ChargeAnswer.Unknown("timeout"), await charging);
    }

    [Fact]
    public async Task A_reply_that_trickles_past_the_deadline_is_unknown()
    {
        var time = new ManualClock();
        var provider = World.On(
            new Wire(_ => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new Silence()) })), time: time);

        var charging = provider.Charge("acp:cs_1:1", provider.Freeze(World.Order()), World.InTime).AsTask();
        time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(new ChargeAnswer.Unknown("timeout"), await charging);
    }

    private static async Task<ChargeAnswer> Charge(Wire wire)
    {
        var provider = World.On(wire);
        return await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order()), World.InTime);
    }

    private static Task<HttpResponseMessage> Never(CancellationToken deadline) =>
        new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(deadline);

    /// <summary>A body that never comes.</summary>
    private sealed class Silence : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(new TaskCompletionSource<int>().Task.WaitAsync(cancellationToken));
    }
}
