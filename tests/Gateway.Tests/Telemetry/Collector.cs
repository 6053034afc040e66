using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests.Telemetry;

/// <summary>Takes whatever is sent over OTLP, as bytes. Text stands in them as it is, so that it can be looked for.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, string Text)> taken;

    private Collector(WebApplication app, ConcurrentQueue<(string Path, string Text)> taken) => (this.app, this.taken) = (app, taken);

    public string Address => app.Urls.First();

    public string Traces => All("/v1/traces");

    public string Metrics => All("/v1/metrics");

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = builder.Build();
        var taken = new ConcurrentQueue<(string, string)>();
        app.MapPost("/{**path}", async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            taken.Enqueue((http.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            http.Response.StatusCode = StatusCodes.Status200OK;
        });
        await app.StartAsync();
        return new Collector(app, taken);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private string All(string path) => string.Concat(taken.Where(one => one.Path == path).Select(one => one.Text));
}
