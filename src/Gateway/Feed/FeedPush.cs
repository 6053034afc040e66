using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Acp.Gateway.Feed;

/// <summary>
/// Sends products to a platform's feed API: PATCH on the feed's products, which adds and changes by id and removes
/// nothing. Sending again does no harm, so what is not answered is repeated.
/// </summary>
/// <param name="feed">Such as <c>https://agent.example/feeds/feed_8f3K2x</c>.</param>
/// <param name="key">The platform's key for us; null where it asks for none.</param>
internal sealed class FeedPush(HttpMessageInvoker network, Uri feed, string? key, TimeProvider clock)
{
    private const int Tries = 3;
    private const int LargestReply = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <returns>Why it was not accepted; null where it was.</returns>
    public async ValueTask<string?> Send(byte[] products)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (problem, pause) = await Try(products);
            if (problem is null || pause is null || attempt == Tries)
            {
                return problem;
            }

            await Task.Delay(pause.Value > LongestPause ? LongestPause : pause.Value * attempt, clock);
        }
    }

    /// <returns>A pause where it is worth trying again.</returns>
    private async ValueTask<(string? Problem, TimeSpan? Pause)> Try(byte[] products)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            using var request = Request(products);
            using var response = await network.SendAsync(request, patience.Token);
            return (int)response.StatusCode switch
            {
                200 => (await IsAccepted(response.Content, patience.Token) ? null : "the platform did not accept them", null),
                429 or >= 500 => ($"the platform answered {(int)response.StatusCode}", response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1)),
                var status => ($"the platform answered {status}", null),
            };
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            return ("the platform did not answer", TimeSpan.FromSeconds(1));
        }
    }

    private HttpRequestMessage Request(byte[] products)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, feed.AbsoluteUri.TrimEnd('/') + "/products")
        {
            Version = HttpVersion.Version11,
            Content = new ByteArrayContent(products),
        };
        request.Content.Headers.ContentType = Json;
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return request;
    }

    private static async ValueTask<bool> IsAccepted(HttpContent content, CancellationToken stop)
    {
        var buffer = new byte[LargestReply];
        await using var body = await content.ReadAsStreamAsync(stop);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
        try
        {
            using var reply = JsonDocument.Parse(buffer.AsMemory(0, length));
            return reply.RootElement.ValueKind == JsonValueKind.Object
                && reply.RootElement.TryGetProperty("accepted", out var accepted)
                && accepted.ValueKind == JsonValueKind.True;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
