using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Acp.Gateway.Tests.Host;

/// <summary>Whoever is told of orders: takes every message at its own path, and keeps it as it came.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<HookMessage> heard;

    private HookReceiver(WebApplication app, ConcurrentQueue<HookMessage> heard) => (this.app, this.heard) = (app, heard);

    public static async Task<HookReceiver> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var heard = new ConcurrentQueue<HookMessage>();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            heard.Enqueue(new HookMessage(
                http.Request.Path.Value!.TrimStart('/'),
                http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray(),
                TimeProvider.System.GetUtcNow()));
            await http.Response.WriteAsync("""{"received":true}""");
        });
        await app.StartAsync();
        return new HookReceiver(app, heard);
    }

    public string UrlOf(string endpoint) => $"{app.Urls.First()}/{endpoint}";

    /// <summary>In the order they came.</summary>
    public IReadOnlyList<HookMessage> Of(string endpoint, string order) =>
        [.. heard.Where(one => one.Endpoint == endpoint && one.Id.StartsWith($"msg_{order}_", StringComparison.Ordinal))];

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>A message as a receiver has it.</summary>
/// <param name="At">When it came.</param>
internal sealed record HookMessage(string Endpoint, IReadOnlyDictionary<string, string> Headers, byte[] Body, DateTimeOffset At)
{
    public string Id => Headers["Request-Id"];

    public int Sequence => int.Parse(Id[(Id.LastIndexOf('_') + 1)..], CultureInfo.InvariantCulture);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>As the newest version tells a receiver to verify it: by time and by HMAC.</summary>
    public bool IsSignedWith(string secret)
    {
        var parts = Headers["Merchant-Signature"].Split(',');
        var time = parts[0]["t=".Length..];
        var age = At - DateTimeOffset.FromUnixTimeSeconds(long.Parse(time, CultureInfo.InvariantCulture));
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{time}."), .. Body];
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        return parts[0].StartsWith("t=", StringComparison.Ordinal)
            && age.Duration() <= TimeSpan.FromSeconds(300)
            && parts[1..].Any(part => part == $"v1={Convert.ToHexStringLower(mac)}");
    }
}
