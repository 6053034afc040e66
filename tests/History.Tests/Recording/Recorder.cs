using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace Acp.History.Tests;

/// <summary>Calls one session over HTTP and writes down when each call began, when it ended, and what it was told.</summary>
internal sealed class Recorder(HttpClient agent, string session)
{
    private readonly ConcurrentQueue<HistoryCall> calls = [];
    private long time;

    public string Session => session;

    public IReadOnlyList<HistoryCall> History => [.. calls.OrderBy(call => call.Invoked)];

    public static async Task<Recorder> Create(HttpClient agent, string key)
    {
        var body = new { currency = "usd", line_items = new[] { Item(1) }, capabilities = new { } };
        using var request = Post("/checkout_sessions", key, body);
        using var response = await agent.SendAsync(request);
        Assert.Equal(201, (int)response.StatusCode);
        using var document = await response.Content.ReadFromJsonAsync<JsonDocument>();
        return new Recorder(agent, document!.RootElement.GetProperty("id").GetString()!);
    }

    /// <param name="hangUpAfter">The caller closes the connection after this long; null: it waits.</param>
    public async Task Call(int caller, Operation operation, string? key, TimeSpan? hangUpAfter)
    {
        using var request = Request(operation, key);
        using var patience = new CancellationTokenSource(hangUpAfter ?? Timeout.InfiniteTimeSpan, TimeProvider.System);
        var invoked = Interlocked.Increment(ref time);
        Seen? seen = null;
        try
        {
            using var response = await agent.SendAsync(request, patience.Token);
            seen = Read((int)response.StatusCode, await response.Content.ReadAsStringAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            // Hung up: nobody will ever know this call's reply.
        }

        var returned = Interlocked.Increment(ref time);
        calls.Enqueue(new HistoryCall(caller, operation, key, invoked, seen is null ? HistoryCall.Never : returned, seen));
    }

    private HttpRequestMessage Request(Operation operation, string? key) => operation switch
    {
        Operation.Update update => Post($"/checkout_sessions/{session}", key!, new { line_items = new[] { Item(update.Quantity) } }),
        Operation.Complete complete => Post($"/checkout_sessions/{session}/complete", key!, new { shared_payment_granted_token = complete.Token }),
        Operation.Cancel => Post($"/checkout_sessions/{session}/cancel", key!, new { }),
        _ => new HttpRequestMessage(HttpMethod.Get, $"/checkout_sessions/{session}"),
    };

    private static HttpRequestMessage Post(string path, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private static object Item(int quantity) => new { id = "item_ebook", quantity };

    private static Seen Read(int status, string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return root.TryGetProperty("code", out var code)
            ? new Seen(status, code.GetString(), Body: body)
            : new Seen(
                status,
                null,
                root.GetProperty("status").GetString(),
                Quantity(root),
                root.TryGetProperty("order", out var order) ? order.GetProperty("id").GetString() : null,
                body);
    }

    // A cart whose total is another cart's is no state of the model.
    private static int? Quantity(JsonElement root)
    {
        var quantity = root.GetProperty("line_items")[0].GetProperty("quantity").GetInt32();
        var total = root.GetProperty("totals").EnumerateArray().Single(it => it.GetProperty("type").GetString() == "total").GetProperty("amount").GetInt64();
        return total == quantity * RandomHistory.Price ? quantity : null;
    }
}
