using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Acp.EndToEnd.Tests;

/// <summary>
/// Agents that buy and have tokens issued without a pause, each request signed, and an operator who looks at orders. Each of their requests is sent until it is answered:
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
    private volatile PlatformSigner signer;
    private int looks;
    private int issued;
    private int names;

    public Agents(Uri gateways, string platformKey, string adminKey, PlatformSigner signer)
    {
        network = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = gateways, Timeout = TimeSpan.FromMinutes(1) };
        (this.platformKey, this.adminKey, this.signer) = (platformKey, adminKey, signer);
    }

    public void Start() => running = Task.WhenAll([Look(), Issue(), .. Enumerable.Range(0, Buyers).Select(_ => Buy())]);

    // As they are signed: members in order.
    public static object Cart { get; } = new { capabilities = new { }, currency = "usd", line_items = new[] { new { id = "item_ebook", quantity = 1 } } };

    private static object Wish { get; } = new { amount = 500, currency = "USD", expiresIn = 300, mandate = new { cartId = "cart_1", intentId = "intent_1", paymentId = "payment_1" }, merchantDomain = "localhost", paymentMethod = "pm_card_visa" };

    /// <summary>What was not answered with a success.</summary>
    public IReadOnlyCollection<string> Failed => failed;

    public IReadOnlyList<(string Session, string Order)> Bought => [.. bought];

    /// <summary>Goes on with these keys, and comes back when all of them have been served so.</summary>
    public async Task Continue(string? platform = null, string? admin = null, PlatformSigner? signed = null)
    {
        (platformKey, adminKey, signer) = (platform ?? platformKey, admin ?? adminKey, signed ?? signer);
        var (orders, seen, tokens) = (bought.Count, Volatile.Read(ref looks), Volatile.Read(ref issued));
        await Eventually.True(() => !failed.IsEmpty
            || (bought.Count > orders + (2 * Buyers) && Volatile.Read(ref looks) > seen + 2 && Volatile.Read(ref issued) > tokens + 2));
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

    /// <param name="by">Null: with the key that is in use.</param>
    public HttpRequestMessage Request(HttpMethod method, string path, object? body, string key, string? once, PlatformSigner? by = null)
    {
        var bytes = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body);
        var request = new HttpRequestMessage(method, path) { Content = bytes is null ? null : new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } } };
        if (!path.StartsWith("/admin", StringComparison.Ordinal))
        {
            (by ?? signer).Sign(request, bytes);
        }

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

    private async Task Issue()
    {
        while (!stop.IsCancellationRequested && await Ask(HttpMethod.Post, "/spt", Wish, platformKey, $"issue-{Interlocked.Increment(ref names)}") is not null)
        {
            Interlocked.Increment(ref issued);
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
