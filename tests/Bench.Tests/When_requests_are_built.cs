using System.Text;
using Acp.Bench.Http;

namespace Acp.Bench.Tests;

public sealed class When_requests_are_built
{
    [Fact]
    public void No_two_have_the_same_key()
    {
        CheckoutRequests[] lanes = [new(1), new(2)];
        var keys = from requests in lanes
                   from _ in Enumerable.Range(0, 3)
                   from text in new[] { Text(requests.Create()), Text(requests.Complete("cs_1"u8)) }
                   select Line(text, "Idempotency-Key: ");

        Assert.Distinct(keys);
    }

    [Fact]
    public void The_session_stands_in_the_path_however_wide_ids_are()
    {
        var requests = new CheckoutRequests(1);

        Assert.StartsWith("POST /checkout_sessions/cs_0123/complete HTTP/1.1\r\n", Text(requests.Complete("cs_0123"u8)), StringComparison.Ordinal);
        Assert.StartsWith("POST /checkout_sessions/cs_4567/complete HTTP/1.1\r\n", Text(requests.Complete("cs_4567"u8)), StringComparison.Ordinal);
        Assert.StartsWith("POST /checkout_sessions/cs_89/complete HTTP/1.1\r\n", Text(requests.Complete("cs_89"u8)), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_says_how_long_its_body_is()
    {
        var requests = new CheckoutRequests(1);
        foreach (var text in new[] { Text(requests.Create()), Text(requests.Complete("cs_1"u8)) })
        {
            Assert.Equal(text.Split("\r\n\r\n")[1].Length, int.Parse(Line(text, "Content-Length: "), System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static string Text(ReadOnlyMemory<byte> request) => Encoding.ASCII.GetString(request.Span);

    private static string Line(string text, string start) => text.Split("\r\n").Single(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..];
}
