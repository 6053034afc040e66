using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Acp.Gateway.Tests.Host;

/// <summary>The merchant's own server on a port of this process: answers as a shop would, unless the test says otherwise.</summary>
internal sealed class MerchantServer : IAsyncDisposable
{
    public const string Secret = "merchant_secret_of_these_tests";

    private readonly WebApplication app;
    private readonly ConcurrentQueue<Question> questions = [];

    private MerchantServer(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public IReadOnlyCollection<Question> Questions => questions;

    /// <summary>By what is asked: what happens instead of the answer.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Instead { get; } = new();

    /// <summary>What a shop would answer; a test may change it.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new()
    {
        ["products"] = """
            {"currency":"usd","products":[{"id":"mug","name":"Merchant's mug","price":1500,"kind":"physical","tax_category":"housewares"}]}
            """,
        ["options"] = """{"currency":"usd","options":[{"type":"shipping","id":"post","title":"By post","price":700,"days":[2,4]}]}""",
        ["rates"] = """{"rates":[{"rate_ppm":100000,"categories":{"housewares":50000},"shipping_ppm":0}]}""",
        ["stock"] = """{"stock":[{"id":"mug","available":5}]}""",
    };

    public static async Task<MerchantServer> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = new MerchantServer(builder.Build());
        server.app.Run(server.Answer);
        await server.app.StartAsync();
        return server;
    }

    public static Func<HttpContext, Task> Says(string body, int status = 200, string type = "application/json") => http =>
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, type);
        return http.Response.WriteAsync(body);
    };

    /// <summary>The machine is gone in the middle of it.</summary>
    public static Task Dies(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    public static Task Hangs(HttpContext http)
    {
        var gone = new TaskCompletionSource();
        http.RequestAborted.Register(gone.SetResult);
        return gone.Task;
    }

    /// <summary>Ten gigabytes, or as much of it as anybody reads.</summary>
    public static async Task NeverEnds(HttpContext http)
    {
        var (some, sent) = (new byte[64 * 1024], 0L);
        http.Response.ContentType = "application/json";
        for (Array.Fill(some, (byte)' '); sent < 10_000_000_000 && !http.RequestAborted.IsCancellationRequested; sent += some.Length)
        {
            await http.Response.Body.WriteAsync(some, http.RequestAborted);
        }
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var text = Encoding.UTF8.GetString(body.ToArray());
        var ask = JsonDocument.Parse(text).RootElement.GetProperty("ask").GetString()!;
        questions.Enqueue(new Question(http.Request.Path, ask, text, http.Request.Headers["Merchant-Signature"].ToString()));
        await Instead.GetValueOrDefault(ask, Says(Answers[ask]))(http);
    }

    internal sealed record Question(string Path, string Ask, string Body, string Signature);
}

/// <summary>A real shop whose catalog, delivery, taxes and stock are the merchant server's.</summary>
public sealed class MerchantsShop : RealShop
{
    internal MerchantServer Merchant { get; private set; } = null!;

    protected override IEnumerable<KeyValuePair<string, string?>> More =>
    [
        .. new[] { "Catalog", "Shipping", "Tax", "Stock" }.Select(system =>
            new KeyValuePair<string, string?>($"MerchantSystems:{system}:Url", new Uri(Merchant.Address, $"/{system}").ToString())),
        new("MerchantSystems:Catalog:Currencies:0", "usd"),
        new("MerchantSystems:Secrets:0", MerchantServer.Secret),
        new("MerchantSystems:Timeout", "00:00:05"), // Nothing here waits for it; a slow machine must not either.
        new("MerchantSystems:Budget", "00:00:05"),
    ];

    public override async ValueTask InitializeAsync()
    {
        Merchant = await MerchantServer.Start();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Merchant.DisposeAsync();
    }
}
