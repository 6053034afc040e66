using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Acp.Storm;

/// <summary>Says things to one server in ACP 2026-04-17 and reads what comes back.</summary>
internal sealed class AcpClient : IDisposable
{
    private readonly HttpClient http;
    private readonly TimeProvider clock;
    private readonly string root;
    private readonly string name;
    private long requests;

    /// <param name="name">Begins the id of every request.</param>
    public AcpClient(Uri url, string apiKey, string name, TimeProvider clock)
    {
        (this.name, this.clock, root) = (name, clock, url.AbsoluteUri.TrimEnd('/'));
        // No proxy and no redirects: what is said goes where the command line says and nowhere else.
#pragma warning disable CA2000 // The client owns its handler.
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
#pragma warning restore CA2000
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        http.DefaultRequestHeaders.Add("API-Version", "2026-04-17");
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue($"acp-{name}", "1"));
    }

    /// <summary>Why the last connection could not be made or broke.</summary>
    public string? Trouble { get; private set; }

    /// <param name="key">The idempotency key; null for a retrieve.</param>
    /// <param name="patience">After so long without a reply the connection is closed.</param>
    public async Task<Reply> Send(HttpMethod method, string path, object? body, string? key, TimeSpan patience, CancellationToken stop)
    {
        using var request = Request(method, path, body, key);
        using var waiting = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, stop);
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(either.Token);
            var (session, code) = SessionView.Read(bytes);
            return new((int)response.StatusCode, code, bytes, Wait(response), session, Silence.None, Stopwatch.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Nothing(Silence.TimedOut, started);
        }
        catch (HttpRequestException e)
        {
            Trouble = e.Message;
            return Nothing(Silence.ConnectionBroke, started);
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string path, object? body, string? key)
    {
        var request = new HttpRequestMessage(method, root + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Request-Id", $"{name}-{Interlocked.Increment(ref requests)}");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }

    private static TimeSpan Wait(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;

    private static Reply Nothing(Silence why, long started) =>
        new(0, null, [], TimeSpan.Zero, null, why, Stopwatch.GetElapsedTime(started));
}
