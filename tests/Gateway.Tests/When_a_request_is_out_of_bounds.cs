using System.Net;
using System.Net.Sockets;
using System.Text;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

/// <summary>Over a bare socket, since no client library would send such things.</summary>
public sealed class When_a_request_is_out_of_bounds(WholeGatewayFixture fixture) : IClassFixture<WholeGatewayFixture>
{
    private WholeGateway Gateway => fixture.Gateway;

    [Theory]
    [InlineData(8_000, "HTTP/1.1 404 ")]
    [InlineData(9_000, "HTTP/1.1 414 ")]
    [InlineData(1_000_000, "HTTP/1.1 414 ")]
    public async Task An_address_has_a_longest_length(int length, string status) =>
        Assert.StartsWith(status, await Ask($"GET /nothing?{new string('x', length)} HTTP/1.1\r\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 15_000, "HTTP/1.1 404 ")]
    [InlineData(1, 17_000, "HTTP/1.1 431 ")]
    [InlineData(90, 10, "HTTP/1.1 404 ")]
    [InlineData(110, 10, "HTTP/1.1 431 ")]
    [InlineData(4, 5_000, "HTTP/1.1 431 ")]
    public async Task Headers_have_a_largest_size_and_number(int count, int length, string status)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i}: {new string('x', length)}\r\n"));

        Assert.StartsWith(status, await Ask($"GET /nothing HTTP/1.1\r\n{headers}"), StringComparison.Ordinal);
    }

    /// <summary>Whatever a header smuggles in, there is one reply, and it sets nothing that was not ours.</summary>
    [Theory]
    [InlineData("Request-Id: a\rSet-Cookie: evil=1\r\n", 400)]
    [InlineData("Request-Id: a\nSet-Cookie: evil=1\r\n", 401)]
    [InlineData("Request-Id: a\0b\r\n", 400)]
    [InlineData("Request-Id: a\r\n Set-Cookie: evil=1\r\n", 400)]
    [InlineData("Request-Id: a%0d%0aSet-Cookie: evil=1\r\n", 401)]
    [InlineData("Request-Id: \u00e9\u00ff evil\r\n", 400)]
    [InlineData("Request-Id : evil\r\n", 400)]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n", 400)]
    [InlineData("Host: evil.example\r\n", 400)]
    public async Task A_header_that_is_none_breaks_out_of_nothing(string header, int status)
    {
        var answer = await Ask($"GET /checkout_sessions/cs_1 HTTP/1.1\r\n{header}");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\nSet-Cookie", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Single(answer.Split("HTTP/1.1 "), part => part.Length > 0);
    }

    /// <summary>A second request hidden in what one of two readers takes for the body of the first.</summary>
    [Fact]
    public async Task Two_ways_to_say_how_long_a_body_is_are_refused_or_read_one_way()
    {
        var answer = await RawHttp.Send(Gateway.Address,
            "POST /checkout_sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.DoesNotContain("alive", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/checkout_sessions/../admin/spt")]
    [InlineData("/checkout_sessions/%2e%2e/admin/spt")]
    [InlineData("//admin/spt")]
    [InlineData("/./admin/spt")]
    [InlineData("/ADMIN/spt")]
    [InlineData("/admin%2fspt")]
    [InlineData("/admin/spt;x=1")]
    [InlineData("/admin/spt%00")]
    [InlineData("/admin\\spt")]
    [InlineData("/pay/../admin/spt")]
    [InlineData("/orders/%2e%2e%2fadmin/spt")]
    public async Task No_way_to_write_a_path_leads_around_the_key(string path)
    {
        var answer = await Ask($"GET {path} HTTP/1.1\r\n");

        Assert.Matches("^HTTP/1.1 (400|401|404) ", answer);
        Assert.DoesNotContain("nextCursor", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/9.9\r\n")]
    [InlineData("GET http://[::1 HTTP/1.1\r\n")]
    [InlineData("\0\0\0\0\r\n")]
    [InlineData("GET /checkout_sessions/%zz%ff HTTP/1.1\r\n")]
    [InlineData("GET /checkout_sessions/cs_%c0%ae HTTP/1.1\r\n")]
    public async Task What_is_no_request_gets_a_clear_no_or_none(string line)
    {
        var answer = await Ask(line);

        Assert.Matches("^$|^HTTP/1.1 (4\\d\\d|505) ", answer);
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
    }

    /// <summary>The server's own measure, which is of seconds, not of the machine's speed: nothing at all comes.</summary>
    [Fact]
    public async Task A_body_that_does_not_come_is_given_up()
    {
        using var socket = new TcpClient(Gateway.Address.Host, Gateway.Address.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /checkout_sessions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {AcpHost.Key}\r\nAPI-Version: {AcpHost.Version}\r\n"
            + "Idempotency-Key: slow\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"));
        using var reader = new StreamReader(socket.GetStream());

        var answer = await reader.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"request_timeout\"", answer, StringComparison.Ordinal);
    }

    /// <summary>Of whatever surface: none reads on beyond its own limit.</summary>
    [Theory]
    [InlineData("/checkout_sessions")]
    [InlineData("/spt")]
    [InlineData("/api/webhooks/stripe")]
    public async Task A_body_of_unknown_length_is_read_up_to_the_limit(string path)
    {
        var request = AcpHost.Post(path, null);
        request.Content = new StreamContent(new MemoryStream(new byte[300_000]));
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;

        using var answer = await Gateway.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "payload_too_large"), (answer.StatusCode, (await ErrorBody.Of(answer)).Code));
    }

    [Theory]
    [InlineData("/admin/spt?platform=")]
    [InlineData("/admin/spt?cursor=")]
    [InlineData("/admin/orders?platform=")]
    [InlineData("/admin/events?status=")]
    public async Task A_filter_that_is_far_too_long_is_refused(string query)
    {
        using var answer = await Gateway.Client.SendAsync(AcpHost.Admin(HttpMethod.Get, query + new string('x', 6_000)));

        Assert.Equal((400, "invalid_parameter"), ((int)answer.StatusCode, (await ErrorBody.Of(answer)).Code));
    }

    // With the rest that makes it a request, and to its end.
    private Task<string> Ask(string start) => RawHttp.Send(Gateway.Address, start + "Host: x\r\nConnection: close\r\n\r\n");
}

/// <summary>One for all tests of a class.</summary>
public sealed class WholeGatewayFixture : IAsyncLifetime
{
    internal WholeGateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await WholeGateway.Start();

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
