using System.Globalization;
using System.Text.Json;
using Acp.Chaos.Deployment;
using Acp.Processes;

namespace Acp.Chaos.Provider;

/// <summary>Money that moved, as the provider has it.</summary>
/// <param name="Amount">Minor units.</param>
internal sealed record Charge(string? Session, long Amount, string? Token, string? Key);

/// <summary>Money that went back, as the provider has it.</summary>
/// <param name="Amount">Minor units.</param>
internal sealed record GivenBack(string? Order, long Amount);

/// <summary>
/// The payment provider on a port of its own: the fake Stripe, whose ledger is the oracle. It is the one process that is
/// never killed, because the provider is not ours to kill; what it does to calls is scripted. Its name is known here only.
/// </summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private const string Listening = "listens on ";
    private const string NoticeSecret = "whsec_of_written_states";

    private readonly Child process;
    private readonly HttpClient http;

    private FakeProvider(Child process, Uri address) =>
        (this.process, http) = (process, new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) });

    public Uri Address => http.BaseAddress!;

    /// <summary>How a node finds it. It gives up a call sooner than in production, so that more outcomes are unknown.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["STRIPE_API_BASE"] = http.BaseAddress!.ToString(),
        ["STRIPE_SECRET_KEY"] = "sk_test_chaos",
        ["Stripe__Timeout"] = "00:00:04",
    };

    /// <summary>The same, and what else a version needs whose every state is to be written.</summary>
    public IReadOnlyDictionary<string, string?> WholeSettings => new Dictionary<string, string?>(Settings)
    {
        ["STRIPE_SECRET_KEY"] = "sk_test_fake", // Attempts are bound to it, and read by those who know this one.
        ["STRIPE_ISSUER_SECRET_KEY"] = "sk_test_fake_issuer",
        ["STRIPE_WEBHOOK_SECRET"] = NoticeSecret,
    };

    /// <summary>It remembers in a file, and tells of what happens.</summary>
    /// <param name="notices">Where it tells.</param>
    public static Task<FakeProvider> Start(string journal, Uri notices) =>
        Start(TimeSpan.Zero, "--journal", journal, "--webhook", new Uri(notices, "api/webhooks/stripe").ToString(), "--webhook-secret", NoticeSecret);

    public static async Task<FakeProvider> Start(TimeSpan latency, params string[] more)
    {
        var port = Ports.Take();
        string[] arguments = ["--port", $"{port}", "--latency", $"{(int)latency.TotalMilliseconds}", .. more];
        var process = Child.Start(ChildSettings.Dotnet(Repository.Program("tools/FakeStripe", "Acp.FakeStripe.Server"), arguments));
        try
        {
            await process.WaitForLine(Listening);
            return new FakeProvider(process, new Uri($"http://127.0.0.1:{port}"));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>From now on, calls meet a fault by chance.</summary>
    /// <param name="kind">As the fake names it, such as <c>lose_reply</c>.</param>
    public Task Disturb(string kind, double probability, TimeSpan delay, int seed) => Control(HttpMethod.Post, "faults", new()
    {
        ["kind"] = kind,
        ["call"] = kind switch
        {
            "commit_then500" => "charge",

            // The provider keeps a 500 under the key. Of a charge it did not execute, only the token's death proves that it
            // never will: by design such a session waits for that, longer than any run.
            "fail500" => "look_up_token",
            _ => "any",
        },
        ["probability"] = probability.ToString(CultureInfo.InvariantCulture),
        ["delay_ms"] = ((int)delay.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
        ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>The next charges meet a fault, each of them.</summary>
    public Task DisturbCharges(string kind) => Control(HttpMethod.Post, "faults", new() { ["kind"] = kind, ["call"] = "charge", ["times"] = "50" });

    /// <summary>The shopper disputes the payment of a session, which was charged once.</summary>
    public async Task Dispute(string session)
    {
        using var ledger = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri($"_fake/ledger?session={Uri.EscapeDataString(session)}", UriKind.Relative)));
        await Control(HttpMethod.Post, $"payment_intents/{Text(ledger.RootElement.GetProperty("charges")[0], "intent_id")}/dispute", []);
    }

    public Task Calm() => Control(HttpMethod.Delete, "faults", []);

    public Task Take(TimeSpan latency) => Control(HttpMethod.Post, "latency", new() { ["ms"] = ((int)latency.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) });

    /// <returns>All money that moved.</returns>
    public async Task<IReadOnlyList<Charge>> Charges()
    {
        using var ledger = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri("_fake/ledger", UriKind.Relative)));
        return [.. ledger.RootElement.GetProperty("charges").EnumerateArray().Select(charge => new Charge(
            Text(charge, "session"), charge.GetProperty("amount").GetInt64(), Text(charge, "token"), Text(charge, "idempotency_key")))];
    }

    /// <returns>All money that went back.</returns>
    public async Task<IReadOnlyList<GivenBack>> Refunds()
    {
        using var ledger = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri("_fake/ledger", UriKind.Relative)));
        return [.. ledger.RootElement.GetProperty("refunds").EnumerateArray().Select(refund => new GivenBack(Text(refund, "order"), refund.GetProperty("amount").GetInt64()))];
    }

    /// <returns>What the provider saw of a session, a line a call.</returns>
    public async Task<IReadOnlyList<string>> CallsOf(string session)
    {
        using var ledger = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri($"_fake/ledger?session={Uri.EscapeDataString(session)}", UriKind.Relative)));
        return [.. ledger.RootElement.GetProperty("calls").EnumerateArray().Select(call =>
            $"{Text(call, "at")} {Text(call, "method")} {Text(call, "path")} {Text(call, "idempotency_key")} {Text(call, "token")} → {call.GetProperty("status").GetInt32()} {Text(call, "outcome")}, charged {call.GetProperty("charged").GetInt64()} {Text(call, "fault")}")];
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await process.DisposeAsync();
    }

    private async Task Control(HttpMethod method, string what, Dictionary<string, string> fields)
    {
        using var request = new HttpRequestMessage(method, new Uri($"_fake/{what}", UriKind.Relative)) { Content = new FormUrlEncodedContent(fields) };
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
