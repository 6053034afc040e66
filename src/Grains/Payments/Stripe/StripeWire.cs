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
    private static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded") { CharSet = "utf-8" };
    private static readonly ProductInfoHeaderValue Us = new("Acp.Orleans", "1.0");

    private readonly string origin = options.ApiBase.AbsoluteUri.TrimEnd('/');
    private readonly AuthenticationHeaderValue authorization = new("Bearer", options.SecretKey);

    /// <param name="within">For the whole exchange, reply included.</param>
    public async ValueTask<StripeReply> Send(StripeRequest asked, TimeSpan within)
    {
        if (within <= TimeSpan.Zero)
        {
            return new StripeReply.NotSent("no time left");
        }

        using var deadline = new CancellationTokenSource(within, clock);
        try
        {
            using var request = Request(asked);

            // The last thing before the send: nothing may wait between the two.
            if (clock.GetUtcNow() >= asked.NotAfter)
            {
                return new StripeReply.NotSent("too late");
            }

            using var response = await http.SendAsync(request, deadline.Token);
            var bytes = await ReadBounded(response.Content, asked.LongestReply, deadline.Token);
            return Answered(response, bytes);
        }
        catch (HttpRequestException e) when (BeforeTheFirstByte(e.HttpRequestError))
        {
            return new StripeReply.NotSent(e.HttpRequestError.ToString(), WasTried: true);
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

    private HttpRequestMessage Request(StripeRequest asked)
    {
        var request = new HttpRequestMessage(asked.Method, origin + asked.Path)
        {
            // Over one connection a request, so that a broken stream of another cannot be mistaken for ours.
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Authorization = authorization;
        request.Headers.UserAgent.Add(Us);
        request.Headers.Add("Stripe-Version", asked.ApiVersion);
        if (options.ConnectedAccount is { } connected)
        {
            request.Headers.Add("Stripe-Account", connected);
        }

        if (asked.IdempotencyKey is { } key)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (asked.Body is { } bytes)
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

    private static StripeReply.Answered Answered(HttpResponseMessage response, byte[]? body) =>
        new((int)response.StatusCode, body is null ? null : StripeJson.Read(body), Header(response, "Request-Id"))
        {
            ShouldRetry = bool.TryParse(Header(response, "Stripe-Should-Retry"), out var told) ? told : null,
            WasReplayed = Header(response, "Idempotent-Replayed") == "true",
            RetryAfter = response.Headers.RetryAfter?.Delta,
            SaidAt = response.Headers.Date,
        };

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
