using System.Net;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

public sealed class When_the_caller_hangs_up
{
    [Fact]
    public async Task A_running_turn_goes_on_to_its_end()
    {
        await using var host = await AcpHost.Start();
        host.Session.Gate = new TaskCompletionSource();
        using var impatience = new CancellationTokenSource();
        var request = host.Client.SendAsync(AcpHost.Post("/checkout_sessions", Bodies.Create), impatience.Token);
        await host.Session.Reached.Task;
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);

        host.Session.Gate.SetResult();

        Assert.True(await host.Session.Ended.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(AcpHost.Get("/checkout_sessions/cs_1"))).StatusCode);
        Assert.Equal("", host.Logs.Errors);
    }

    [Theory]
    [InlineData("Content-Length: 500\r\n\r\n{\"line_items\":[")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nf\r\n{\"line_items\":[\r\n")]
    public async Task A_body_that_stops_in_the_middle_reaches_no_grain_and_is_no_error_of_ours(string rest)
    {
        await using var host = await AcpHost.Start();
        await RawHttp.PostAndLeave(host.Address, "/checkout_sessions", "Idempotency-Key: k\r\n" + rest);

        await host.Client.SendAsync(AcpHost.Get("/checkout_sessions/cs_1"));

        Assert.Single(host.Session.Calls);
        Assert.Equal("", host.Logs.Errors);
    }
}
