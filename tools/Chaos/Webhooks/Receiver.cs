using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Acp.Processes;

namespace Acp.Chaos.Webhooks;

/// <summary>What an endpoint does with what it is sent.</summary>
internal enum Mood
{
    Takes,
    Refuses,
    Hangs,

    /// <summary>It has taken it, and whoever sent it does not hear so.</summary>
    TakesAndBreaksOff,
    BreaksOff,
}

/// <param name="Endpoint">Its path.</param>
internal sealed record Received(string Endpoint, string Order, int Sequence, string Id, bool IsGenuine);

/// <summary>The endpoints of the run: they write down what they took, in the order in which they took it.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    public const string Secret = "chaos_webhook_secret_1";

    private readonly HttpListener listener = new();
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, Mood> moods = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Task listening;
    private int asked;

    public Receiver(TimeProvider clock)
    {
        this.clock = clock;
        Address = new Uri($"http://127.0.0.1:{Ports.Take()}/");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        listening = Listen();
    }

    public Uri Address { get; }

    public ConcurrentQueue<Received> Taken { get; } = [];

    /// <summary>Requests of all kinds, also those that were not taken.</summary>
    public int Asked => asked;

    public void Turn(string endpoint, Mood mood) => moods[endpoint] = mood;

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Close();
        await listening;
        closing.Dispose();
    }

    private async Task Listen()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                _ = Answer(await listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // It was closed.
            }
        }
    }

    private async Task Answer(HttpListenerContext http)
    {
        try
        {
            Interlocked.Increment(ref asked);
            var endpoint = http.Request.Url!.AbsolutePath.Trim('/');
            using var body = new MemoryStream();
            await http.Request.InputStream.CopyToAsync(body);
            await Answer(http, moods.GetValueOrDefault(endpoint), Read(http, endpoint, body.ToArray()));
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Whoever asked has died.
        }
    }

    private async Task Answer(HttpListenerContext http, Mood mood, Received message)
    {
        if (mood == Mood.Hangs)
        {
            await Task.Delay(TimeSpan.FromSeconds(15), clock, closing.Token);
        }

        if (mood is Mood.Takes or Mood.TakesAndBreaksOff)
        {
            Taken.Enqueue(message);
        }

        if (mood is Mood.TakesAndBreaksOff or Mood.BreaksOff or Mood.Hangs)
        {
            http.Response.Abort();
            return;
        }

        http.Response.StatusCode = mood == Mood.Takes ? 200 : 500;
        http.Response.Close();
    }

    private static Received Read(HttpListenerContext http, string endpoint, byte[] body)
    {
        var id = http.Request.Headers["Request-Id"] ?? "";
        var last = id.LastIndexOf('_');
        var genuine = IsSigned(http.Request.Headers["Merchant-Signature"] ?? "", body);
        return last > 4 && int.TryParse(id[(last + 1)..], CultureInfo.InvariantCulture, out var sequence)
            ? new Received(endpoint, id["msg_".Length..last], sequence, id, genuine)
            : new Received(endpoint, id, 0, id, IsGenuine: false);
    }

    private static bool IsSigned(string header, byte[] body)
    {
        var parts = header.Split(',').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToLookup(part => part[0], part => part[1]);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{parts["t"].FirstOrDefault()}."), .. body];
        return parts["v1"].Contains(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed)));
    }
}
