using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Acp.Payments.Stripe;

/// <summary>
/// One request, one reply, no repeats. An invoker instead of a client, because a client leaves the caller's scheduler
/// and buffers without our limit.
/// </summary>
internal sealed class StripeWire(HttpMessageInvoker http, StripeOptions options, TimeProvider clock)
{
    // Stripe's largest replies about one thing are some 20 KiB; more is not Stripe, and must not fill the memory.
    private const int LongestReply = 1 << 20;

    private static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded") { CharSet = "utf-8" };
    private static readonly ProductInfoHeaderValue Us = new("Acp.Orleans", "1.0");

    private readonly string origin = options.ApiBase.AbsoluteUri.TrimEnd('/');
    private readonly AuthenticationHeaderValue authorization = new("Bearer", options.SecretKey);

    public ValueTask<StripeReply> Get(string path, int longestReply = LongestReply) =>
        Send(HttpMethod.Get, path, null, options.ApiVersion, null, longestReply);

    public async ValueTask<StripeReply> Send(
        HttpMethod method,
        string path,
        ReadOnlyMemory<byte>? body,
        string apiVersion,
        string? idempotencyKey,
        int longestReply = LongestReply)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, clock);
        try
        {
            using var request = Request(method, path, body, apiVersion, idempotencyKey);
            using var response = await http.SendAsync(request, deadline.Token);
            var bytes = await ReadBounded(response.Content, longestReply, deadline.Token);
            return new StripeReply.Answered((int)response.StatusCode, bytes is null ? null : StripeJson.Read(bytes), RequestId(response));
        }
        catch (HttpRequestException e) when (BeforeTheFirstByte(e.HttpRequestError))
        {
            return new StripeReply.NotSent(e.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new StripeReply.NoAnswer("timeout");
        }
        // Whatever else went wrong on the way, the request may have arrived: nobody may conclude anything from it.
        catch (Exception e)
        {
            return new StripeReply.NoAnswer(e is HttpRequestException http
                ? $"connection: {http.HttpRequestError}"
                : $"connection: {e.GetType().Name}");
        }
    }

    private HttpRequestMessage Request(
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, string apiVersion, string? idempotencyKey)
    {
        var request = new HttpRequestMessage(method, origin + path)
        {
            // Over one connection a request, so that a broken stream of another cannot be mistaken for ours.
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Authorization = authorization;
        request.Headers.UserAgent.Add(Us);
        request.Headers.Add("Stripe-Version", apiVersion);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes) { Headers = { ContentType = Form } };
        }

        return request;
    }

    private static bool BeforeTheFirstByte(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    private static async ValueTask<byte[]?> ReadBounded(HttpContent content, int longest, CancellationToken deadline)
    {
        var stream = await content.ReadAsStreamAsync(deadline);
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            var length = 0;
            while (await stream.ReadAsync(buffer.AsMemory(length), deadline) is > 0 and var read)
            {
                length += read;
                if (length > longest)
                {
                    return null;
                }

                buffer = length == buffer.Length ? Grown(buffer) : buffer;
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grown(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }

    private static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Request-Id", out var values) ? values.FirstOrDefault() : null;
}
