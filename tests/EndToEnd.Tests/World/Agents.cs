using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Acp.EndToEnd.Tests;

/// <summary>
/// Agents that buy without a pause, and an operator who looks at orders. Each of their requests is sent until it is answered:
/// where the connection breaks, because a gateway is just going, the same request goes to the next one under the same key.
/// Whatever else is not a success is a failed request.
/// </summary>
internal sealed class Agents : IDisposable
{
    private const int Buyers = 2;

    /// <summary>Far above what two gateways that go one by one can break.</summary>
    private const int MostTries = 100;

    private readonly HttpClient network;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> failed = [];
    private readonly ConcurrentQueue<(string Session, string Order)> bought = [];
    private Task running = Task.CompletedTask;
    private volatile string platformKey;
    private volatile string adminKey;
    private int looks;
    private int names;

    public Agents(Uri gateways, string platformKey, string adminKey)
    {
        network = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = gateways, Timeout = TimeSpan.FromMinutes(1) };
        (this.platformKey, this.adminKey) = (platformKey, adminKey);
    }

    public void Start() => running = Task.WhenAll([Look(), .. Enumerable.Range(0, Buyers).Select(_ => Buy())]);

    public static object Cart { get; } = new { currency = "usd", line_items = new[] { new { id = "item_ebook", quantity = 1 } }, capabilities = new { } };

    /// <summary>What was not answered with a success.</summary>
    public IReadOnlyCollection<string> Failed => failed;

    public IReadOnlyList<(string Session, string Order)> Bought => [.. bought];

    /// <summary>Goes on with these keys, and comes back when all of them have been served so.</summary>
    public async Task Continue(string? platform = null, string? admin = null)
    {
        (platformKey, adminKey) = (platform ?? platformKey, admin ?? adminKey);
        var (orders, seen) = (bought.Count, Volatile.Read(ref looks));
        await Eventually.True(() => !failed.IsEmpty || (bought.Count > orders + (2 * Buyers) && Volatile.Read(ref looks) > seen + 2));
    }

    public async Task End()
    {
        await stop.CancelAsync();
        await running;
    }

    public void Dispose()
    {
        network.Dispose();
        stop.Dispose();
    }

    /// <summary>The same request until it is answered.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> Send(HttpMethod method, string path, object? body, string key, string? once = null)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var request = Request(method, path, body, key, once);
                using var answer = await network.SendAsync(request);
                var read = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;
                if (tries == 1 || answer.StatusCode != HttpStatusCode.Conflict)
                {
                    return (answer.StatusCode, read);
                }
            }
            catch (HttpRequestException) when (tries < MostTries)
            {
                // A gateway has gone. What it had begun may still be in flight: until it is done, 409 says so.
            }
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, object? body, string key, string? once)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Add("API-Version", "2026-04-17");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", once);
        return request;
    }

    private async Task Buy()
    {
        while (!stop.IsCancellationRequested)
        {
            var name = Interlocked.Increment(ref names);
            if (await Ask(HttpMethod.Post, "/checkout_sessions", Cart, platformKey, $"create-{name}") is not { } session)
            {
                return;
            }

            var id = session.GetProperty("id").GetString()!;
            if (await Ask(HttpMethod.Post, $"/checkout_sessions/{id}/complete", new { shared_payment_granted_token = $"tok_{name}" }, platformKey, $"complete-{name}") is not { } completed)
            {
                return;
            }

            bought.Enqueue((id, completed.GetProperty("order").GetProperty("id").GetString()!));
        }
    }

    private async Task Look()
    {
        while (!stop.IsCancellationRequested && await Ask(HttpMethod.Get, "/admin/orders?limit=1", null, adminKey, once: null) is not null)
        {
            Interlocked.Increment(ref looks);
        }
    }

    private async Task<JsonElement?> Ask(HttpMethod method, string path, object? body, string key, string? once)
    {
        var (status, answer) = await Send(method, path, body, key, once);
        if ((int)status is >= 200 and < 300)
        {
            return answer;
        }

        failed.Enqueue($"{method} {path}: {(int)status} {answer}");
        return null;
    }
}
