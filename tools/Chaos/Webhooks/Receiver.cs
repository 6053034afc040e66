using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

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

    private readonly WebApplication web;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, Mood> moods = new();
    private int asked;

    private Receiver(TimeProvider clock)
    {
        this.clock = clock;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        web = builder.Build();
        web.Run(Answer);
    }

    public static async Task<Receiver> Start(TimeProvider clock)
    {
        var receiver = new Receiver(clock);
        await receiver.web.StartAsync();
        return receiver;
    }

    public Uri Address => new(web.Urls.Single());

    public ConcurrentQueue<Received> Taken { get; } = [];

    /// <summary>Requests of all kinds, also those that were not taken.</summary>
    public int Asked => asked;

    public void Turn(string endpoint, Mood mood) => moods[endpoint] = mood;

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await web.StopAsync(now.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await web.DisposeAsync();
    }

    private async Task Answer(HttpContext http)
    {
        Interlocked.Increment(ref asked);
        var endpoint = http.Request.Path.Value!.Trim('/');
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        await Answer(http, moods.GetValueOrDefault(endpoint), Read(http.Request.Headers, endpoint, body.ToArray()));
    }

    private async Task Answer(HttpContext http, Mood mood, Received message)
    {
        if (mood == Mood.Hangs)
        {
            await Task.Delay(TimeSpan.FromSeconds(15), clock, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (mood is Mood.Takes or Mood.TakesAndBreaksOff)
        {
            Taken.Enqueue(message);
        }

        if (mood is Mood.TakesAndBreaksOff or Mood.BreaksOff or Mood.Hangs)
        {
            http.Abort(); // No status line: whoever sent it must not take it for an answer.
            return;
        }

        http.Response.StatusCode = mood == Mood.Takes ? 200 : 500;
    }

    private static Received Read(IHeaderDictionary headers, string endpoint, byte[] body)
    {
        var id = headers["Request-Id"].ToString();
        var last = id.LastIndexOf('_');
        var genuine = IsSigned(headers["Merchant-Signature"].ToString(), body);
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
