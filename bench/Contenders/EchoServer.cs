using Acp.Gateway.Hosting;

namespace Acp.Bench.Contenders;

/// <summary>The echo, as a process of its own: the gateway's host with nothing behind it.</summary>
internal static class EchoServer
{
    public const string Command = "serve-echo";

    public static async Task Run(string created, string completed)
    {
        var (first, second) = (await File.ReadAllBytesAsync(created), await File.ReadAllBytesAsync(completed));
        var builder = WebApplication.CreateBuilder();
        builder.AddHosting();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var sessions = app.MapGroup("/checkout_sessions");
        sessions.MapPost("/", http => Answer(http, StatusCodes.Status201Created, first));
        sessions.MapPost("/{id}/complete", http => Answer(http, StatusCodes.Status200OK, second));
        await app.StartAsync();
        Console.WriteLine($"{ServingProcess.Listening}{app.Urls.First()}");
        await app.WaitForShutdownAsync();
    }

    private static async Task Answer(HttpContext http, int status, byte[] body)
    {
        await http.Request.Body.CopyToAsync(Stream.Null);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Idempotency-Key"] = http.Request.Headers["Idempotency-Key"];
        await http.Response.Body.WriteAsync(body);
    }
}
