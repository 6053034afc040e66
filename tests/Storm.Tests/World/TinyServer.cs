using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Acp.Storm.Tests;

/// <summary>The promises that a <see cref="TinyServer"/> can break.</summary>
[Flags]
public enum Flaw
{
    None = 0,
    ChargesForEachKey = 1,
    OrdersForEachKey = 2,
    ForgetsKeys = 4,
    FailsOnceCompleted = 8,
    NeverFinishes = 16,
    RefusesToCompleteAgain = 32,
    ForgetsThatItCompleted = 64,
    ChargesNothing = 128,
    ChargesTheOldTotal = 256,
    CompletesWhatIsCanceled = 512,
    ChargesWhatIsCanceled = 1024,
    CancelsByItself = 2048,
    FailsForGood = 4096,
}

/// <summary>The least of an ACP server that a storm needs, and its ledger; sound but for one flaw.</summary>
internal sealed class TinyServer : IAsyncDisposable
{
    public const string Key = "tiny_key";

    private readonly WebApplication app;
    private readonly Flaw flaw;
    private readonly ConcurrentDictionary<string, TinySession> sessions = [];

    private TinyServer(WebApplication app, Flaw flaw) => (this.app, this.flaw) = (app, flaw);

    public string Address => app.Urls.First();

    /// <summary>Completes when the first complete has come.</summary>
    public TaskCompletionSource Stormed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<TinyServer> Start(Flaw flaw)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new TinyServer(builder.Build(), flaw);
        server.Map();
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Map()
    {
        app.MapPost("/checkout_sessions", (HttpRequest request) =>
            request.Headers.Authorization == $"Bearer {Key}" ? Results.Json(Create(), statusCode: 201) : Results.Json(Error("unauthorized"), statusCode: 401));
        app.MapGet("/checkout_sessions/{id}", (string id) => Keyless(id));
        app.MapPost("/checkout_sessions/{id}", (string id, HttpRequest request) => Keyed(id, request, "update"));
        app.MapPost("/checkout_sessions/{id}/complete", (string id, HttpRequest request) => Keyed(id, request, "complete"));
        app.MapPost("/checkout_sessions/{id}/cancel", (string id, HttpRequest request) => Keyed(id, request, "cancel"));
        app.MapGet("/_fake/ledger", (string session) => new
        {
            charges = sessions.TryGetValue(session, out var it) ? it.Charges.Select(amount => new { amount }).ToArray() : [],
        });
    }

    private object Create()
    {
        var session = new TinySession($"cs_{Guid.NewGuid():N}", flaw);
        sessions[session.Id] = session;
        return session.View();
    }

    private IResult Keyless(string id)
    {
        lock (sessions[id])
        {
            return Results.Json(sessions[id].View());
        }
    }

    private async Task<IResult> Keyed(string id, HttpRequest request, string verb)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        var key = $"{verb} {request.Headers["Idempotency-Key"]}";
        var session = sessions[id];
        Stormed.TrySetResult();
        lock (session)
        {
            var (status, reply) = session.Kept.TryGetValue(key, out var kept) ? kept : session.Do(verb, body.RootElement);
            if (status < 500 && status != 409 && !flaw.HasFlag(Flaw.ForgetsKeys))
            {
                session.Kept[key] = (status, reply);
            }

            return new Retried(Results.Json(reply, statusCode: status), wait: flaw == Flaw.NeverFinishes);
        }
    }

    internal static object Error(string code) => new { type = "invalid_request", code, message = "No." };

    private sealed class Retried(IResult inner, bool wait) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (wait)
            {
                httpContext.Response.Headers.RetryAfter = "1";
            }

            return inner.ExecuteAsync(httpContext);
        }
    }
}
