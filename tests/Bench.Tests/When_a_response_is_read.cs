using System.Globalization;
using System.Text;
using Acp.Bench.Http;

namespace Acp.Bench.Tests;

public sealed class When_a_response_is_read
{
    private const string Fixed = "HTTP/1.1 201 Created\r\nDate: today\r\ncontent-length: 11\r\n\r\nhello world";
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";
    private const string Empty = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

    public static TheoryData<string, int> Cut() =>
        [.. from text in new[] { Fixed, Chunked } from piece in new[] { 1, 2, 3, 7, 64, int.MaxValue } select (text, piece)];

    [Theory]
    [MemberData(nameof(Cut))]
    public async Task It_is_the_same_however_it_was_cut_on_its_way(string text, int piece)
    {
        var reader = Wire.Reading(text + Empty + text, piece);

        var first = await reader.Next();
        Assert.Equal("hello world", Body(first));
        Assert.Equal(text == Fixed ? 201 : 200, first.Status);
        Assert.Equal(503, (await reader.Next()).Status);
        Assert.Equal("hello world", Body(await reader.Next()));
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(1_000_000)]
    public async Task It_may_be_longer_than_what_was_made_ready_for_it(int length)
    {
        var body = new string('x', length);
        var chunks = string.Concat(body.Chunk(1000).Select(chunk => $"{chunk.Length:x}\r\n{new string(chunk)}\r\n"));
        var reader = Wire.Reading(
            $"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n{chunks}0\r\n\r\n", 4096);

        Assert.Equal(body, Body(await reader.Next()));
        Assert.Equal(body, Body(await reader.Next()));
    }

    [Theory]
    [InlineData("", "ended within")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", "ended within")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "ended within")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhello", "neither a length nor chunks")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello", "no number")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", "no number")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n", "its size")]
    [InlineData("HTTP/1.1 OK\r\n\r\n", "begins no HTTP/1.1 response")]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", "begins no HTTP/1.1 response")]
    public async Task What_is_none_is_told(string text, string complaint)
    {
        var error = await Assert.ThrowsAsync<BadResponseException>(async () => await Wire.Reading(text, 3).Next());

        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_created_session_is_found_in_it()
    {
        var response = await Reply(201, """{"protocol":{},"id":"cs_0a1b","items":[{"id":"li_1"}]}""");

        Assert.Equal("cs_0a1b"u8, CheckoutRequests.SessionIn(response));
    }

    [Theory]
    [InlineData(503, """{"id":"cs_0a1b"}""")]
    [InlineData(201, """{"id":"li_1"}""")]
    [InlineData(201, """{"id":"cs_""")]
    public async Task A_create_that_made_no_session_is_a_failure(int status, string body)
    {
        var response = await Reply(status, body);

        Assert.Throws<BenchFailedException>(() => CheckoutRequests.SessionIn(response).Length);
    }

    [Theory]
    [InlineData(200, """{"status":"complete_in_progress"}""")]
    [InlineData(201, """{"status":"completed"}""")]
    [InlineData(409, """{"code":"idempotency_in_flight"}""")]
    public async Task A_complete_that_did_not_complete_is_a_failure(int status, string body)
    {
        var response = await Reply(status, body);

        var failure = Assert.Throws<BenchFailedException>(() => CheckoutRequests.CheckCompleted(response));
        Assert.Contains(body, failure.Message, StringComparison.Ordinal);
    }

    private static ValueTask<Response> Reply(int status, string body) =>
        Wire.Reading(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Any\r\nContent-Length: {body.Length}\r\n\r\n{body}")).Next();

    private static string Body(Response response) => Encoding.ASCII.GetString(response.Body.Span);
}
