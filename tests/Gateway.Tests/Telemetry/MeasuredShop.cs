using Acp.Due;
using Acp.Fakes;
using Acp.Gateway.Hosting;
using Acp.Gateway.Tests.Host;
using Acp.Pricing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Acp.Gateway.Tests.Telemetry;

/// <summary>The whole gateway as it is put together, on the fake Stripe and a store in memory. What is due is done when a test says so.</summary>
internal sealed class MeasuredShop : IAsyncDisposable
{
    private readonly WebApplication app;

    private MeasuredShop(WebApplication app, Readings readings)
    {
        this.app = app;
        Readings = readings;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>Of this shop alone, whatever else runs in the process.</summary>
    public Readings Readings { get; }

    public HttpClient Client { get; }

    public FakeStripe Stripe => app.Services.GetRequiredService<FakeStripe>();

    public static Task<MeasuredShop> Start(params (string Key, string Value)[] settings) => Start(TimeProvider.System, settings);

    public static async Task<MeasuredShop> Start(TimeProvider clock, params (string Key, string Value)[] settings)
    {
        var (app, duties) = GatewayHost.Build(Arguments.With(settings), builder =>
        {
            builder.Logging.ClearProviders();
            builder.AddInProcessEngine();
            builder.Services.AddSingleton<DueLoop>().AddSingleton(clock);
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(Opening))); // It greets newcomers on the console.
            return Duties.Serve;
        });
        var readings = new Readings(app.Services);
        GatewayHost.Map(app, duties);
        await app.Services.GetRequiredService<StockSeeder>().Apply(app.Services.GetRequiredService<CatalogFileSource>().Current);
        await app.StartAsync();
        return new MeasuredShop(app, readings);
    }

    /// <returns>The id of a session that can be paid.</returns>
    public async Task<string> Create()
    {
        var made = await Client.SendAsync(AcpHost.Post("/checkout_sessions", """{"currency":"usd","line_items":[{"id":"item_ebook","quantity":1}],"capabilities":{}}""", Guid.NewGuid().ToString("N")));
        using var session = System.Text.Json.JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        return session.RootElement.GetProperty("id").GetString()!;
    }

    public Task<HttpResponseMessage> Complete(string session, string key, string token = "tok_visa") =>
        Client.SendAsync(AcpHost.Post($"/checkout_sessions/{session}/complete", $$"""{"shared_payment_granted_token":"{{token}}"}""", key));

    /// <summary>Null where no trace is made.</summary>
    public TracerProvider? Tracer => app.Services.GetService<TracerProvider>();

    /// <summary>What was measured and traced is on its way no longer.</summary>
    public async Task Flush()
    {
        await Task.Yield();
        Assert.True(Tracer!.ForceFlush());
        app.Services.GetRequiredService<MeterProvider>().ForceFlush(); // It says no of /metrics, which is asked and not flushed.
    }

    public Task SweepDue() => app.Services.GetRequiredService<DueLoop>().Sweep();

    public async Task<string> Scrape(string key = AcpHost.ReadKey)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        asked.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        var answer = await Client.SendAsync(asked);
        return (await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).ReplaceLineEndings("\n");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Readings.Dispose();
        await app.DisposeAsync();
    }
}
