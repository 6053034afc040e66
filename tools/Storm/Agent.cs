using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Acp.Storm;

/// <summary>An agent platform: says things to the server in ACP 2026-04-17 and reads what comes back.</summary>
internal sealed class Agent : IDisposable
{
    private readonly HttpClient http;
    private readonly StormOptions options;
    private readonly TimeProvider clock;
    private readonly string root;
    private long requests;

    public Agent(StormOptions options, TimeProvider clock)
    {
        (this.options, this.clock) = (options, clock);
        root = options.Url.AbsoluteUri.TrimEnd('/');
        // No proxy and no redirects: the storm goes where the command line says and nowhere else.
#pragma warning disable CA2000 // The client owns its handler.
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
#pragma warning restore CA2000
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        http.DefaultRequestHeaders.Add("API-Version", "2026-04-17");
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("acp-storm", "1"));
    }

    /// <summary>Why the last connection could not be made or broke.</summary>
    public string? Trouble { get; private set; }

    public Task<Reply> Create(string key, CancellationToken stop) => Send(
        HttpMethod.Post,
        "/checkout_sessions",
        new { currency = options.Currency, line_items = new[] { Line(1) }, capabilities = new { } },
        new Call(Verb.Create, key),
        stop);

    public Task<Reply> Update(string session, string key, object body, CancellationToken stop) =>
        Send(HttpMethod.Post, $"/checkout_sessions/{session}", body, new Call(Verb.Update, key), stop);

    public Task<Reply> Send(Target target, Call call, CancellationToken stop) => call.Verb switch
    {
        Verb.Complete => Send(HttpMethod.Post, $"{target.Path}/complete", Payment(target.Handler, call.Token!), call, stop),
        Verb.Cancel => Send(HttpMethod.Post, $"{target.Path}/cancel", new { }, call, stop),
        Verb.Update => Send(HttpMethod.Post, target.Path, new { line_items = new[] { Line(call.Quantity) } }, call, stop),
        _ => Send(HttpMethod.Get, target.Path, null, call, stop),
    };

    public void Dispose() => http.Dispose();

    private object Line(int quantity) => new { id = options.Item, quantity };

    private static object Payment(string handler, string token) => new
    {
        payment_data = new { handler_id = handler, instrument = new { type = "card", credential = new { type = "spt", token } } },
    };

    private async Task<Reply> Send(HttpMethod method, string path, object? body, Call call, CancellationToken stop)
    {
        using var request = Request(method, path, body, call.Key);
        using var patience = new CancellationTokenSource(call.HangUpAfter ?? options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
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
            return Nothing(call.HangUpAfter is null ? Silence.TimedOut : Silence.HungUp, started);
        }
        catch (HttpRequestException e)
        {
            Trouble = e.Message;
            return Nothing(Silence.ConnectionBroke, started);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, object? body, string? key)
    {
        var request = new HttpRequestMessage(method, root + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Request-Id", $"storm-{Interlocked.Increment(ref requests)}");
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
