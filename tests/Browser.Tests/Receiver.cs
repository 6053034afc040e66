using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Browser.Tests;

/// <summary>The merchant's own system, which is told of orders and answers as it likes.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Message, int Status)> heard = new();

    private Receiver(WebApplication app) => this.app = app;

    /// <summary>What it answers from now on.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    public string Url => $"{app.Urls.First()}/orders";

    /// <summary>Ids of the messages that it took.</summary>
    public IReadOnlyCollection<string> Taken => [.. heard.Where(one => one.Status == StatusCodes.Status200OK).Select(one => one.Message).Distinct()];

    /// <summary>Ids of the messages that it was sent and never took.</summary>
    public IReadOnlyCollection<string> Refused => [.. heard.Select(one => one.Message).Distinct().Except(Taken)];

    public bool HasHeardOf(string order) => heard.Any(one => one.Message.StartsWith($"msg_{order}_", StringComparison.Ordinal));

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/orders", receiver.Hear);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Hear(HttpContext http)
    {
        http.Response.StatusCode = Status;
        heard.Enqueue((http.Request.Headers["Request-Id"].ToString(), Status));
    }
}
