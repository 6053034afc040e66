using System.Text.Json;
using Acp.Gateway.Tests.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.EndToEnd.Tests;

/// <summary>A system of the merchant's own that counts nothing and answers nobody whose question is not signed.</summary>
internal sealed class StockRoom : IAsyncDisposable
{
    private readonly WebApplication app;
    private volatile string[] secrets;
    private int answered;

    private StockRoom(WebApplication app, string[] secrets) => (this.app, this.secrets) = (app, secrets);

    public string Url => $"{app.Urls.First()}/stock";

    /// <param name="secrets">One of which must have signed.</param>
    public static async Task<StockRoom> Open(params string[] secrets)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var room = new StockRoom(builder.Build(), secrets);
        room.app.MapPost("/stock", room.Answer);
        await room.app.StartAsync();
        return room;
    }

    /// <summary>Takes these and no others, and comes back when some questions were answered so.</summary>
    public async Task Accept(params string[] next)
    {
        secrets = next;
        var before = Volatile.Read(ref answered);
        await Eventually.True(() => Volatile.Read(ref answered) > before + 5);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var question = new HookMessage("stock", headers, body.ToArray(), TimeProvider.System.GetUtcNow());
        if (!secrets.Any(question.IsSignedWith))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var ids = question.Json.GetProperty("ids").EnumerateArray().Select(id => id.GetString());
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(JsonSerializer.Serialize(new { stock = ids.Select(id => new { id, available = (int?)null }) }));
        Interlocked.Increment(ref answered);
    }
}
