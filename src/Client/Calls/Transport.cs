using System.Net.Http.Headers;

namespace Acp.Client.Calls;

/// <summary>Sends once. The only place that knows HTTP's ways to fail.</summary>
internal sealed class Transport
{
    private readonly HttpClient http;
    private readonly TimeProvider clock;
    private readonly AuthenticationHeaderValue key;
    private readonly string root;

    /// <exception cref="ArgumentException">The client has no base address, or the key cannot be sent.</exception>
    public Transport(HttpClient http, string apiKey, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        if (http.BaseAddress is not { IsAbsoluteUri: true, Scheme: "https" or "http" } address)
        {
            throw new ArgumentException("The HttpClient needs the shop's address as its BaseAddress, such as https://shop.example.", nameof(http));
        }

        // A header of two lines would be two headers. Its value is in no message.
        key = apiKey.All(c => c is > ' ' and < '\x7f') ? new("Bearer", apiKey) : throw new ArgumentException("The key has a character that no key has.", nameof(apiKey));
        (this.http, this.clock, root) = (http, clock, address.GetLeftPart(UriPartial.Path).TrimEnd('/'));
    }

    /// <param name="patience">After so long without a reply nobody waits for it any more.</param>
    /// <returns>Silence, too, where the caller canceled: what was sent may arrive.</returns>
    public async Task<Reply> Send(Call call, TimeSpan patience, CancellationToken stop)
    {
        using var request = Request(call);
        using var waiting = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, stop);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            return Received(response, body);
        }
        catch (HttpRequestException e) when (IsBeforeTheFirstByte(e.HttpRequestError))
        {
            return new Reply.NotConnected();
        }
        catch (Exception e) when (e is not ObjectDisposedException)
        {
            // Whatever it was that broke, of the network's or of a handler's in between: it may have been executed.
            return new Reply.Silence();
        }
    }

    /// <summary>The body of a yes goes to a stream, as fast as that takes it; of anything else into the reply.</summary>
    /// <param name="patience">Until the first byte; what comes after that may take its time.</param>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public async Task<Reply> Copy(Call call, Stream to, TimeSpan patience, CancellationToken stop)
    {
        using var request = Request(call);
        using var waiting = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, stop);
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ObjectDisposedException)
        {
            stop.ThrowIfCancellationRequested();
            return new Reply.Silence(); // A read: whether it arrived makes no difference.
        }

        using (response)
        {
            return response.IsSuccessStatusCode
                ? await Copy(response.Content, to, stop).ConfigureAwait(false)
                : Received(response, await Rest(response, either.Token).ConfigureAwait(false));
        }
    }

    private static async Task<Reply> Copy(HttpContent content, Stream to, CancellationToken stop)
    {
        var buffer = new byte[81_920];
        for (var written = 0L; ; )
        {
            int read;
            try
            {
                var from = await content.ReadAsStreamAsync(stop).ConfigureAwait(false);
                read = await from.ReadAsync(buffer, stop).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return new Reply.Copied(written, IsWhole: false);
            }

            if (read == 0)
            {
                return new Reply.Copied(written, IsWhole: true);
            }

            await to.WriteAsync(buffer.AsMemory(0, read), stop).ConfigureAwait(false);
            written += read;
        }
    }

    private static async Task<byte[]> Rest(HttpResponseMessage response, CancellationToken stop)
    {
        try
        {
            return await response.Content.ReadAsByteArrayAsync(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return [];
        }
    }

    private HttpRequestMessage Request(Call call)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(root + call.Path));
        request.Headers.Authorization = key;
        request.Headers.TryAddWithoutValidation(ProtocolVersion.Header, ProtocolVersion.Name);
        if (call.Key is { } once)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", once.Value);
        }

        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        }

        return request;
    }

    private Reply.Received Received(HttpResponseMessage response, byte[] body) =>
        new((int)response.StatusCode, body, response.Content.Headers.ContentType?.MediaType == "application/json", RetryAfter(response));

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var told = response.Headers.RetryAfter;
        var after = told?.Delta ?? (told?.Date is { } date ? date - clock.GetUtcNow() : null);
        return after < TimeSpan.Zero ? TimeSpan.Zero : after;
    }

    private static bool IsBeforeTheFirstByte(HttpRequestError error) =>
        error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}
