using Acp.CheckoutSessions;
using Acp.Fakes;
using Acp.Gateway;
using Acp.Gateway.Admin;
using Acp.Gateway.Edge;
using Acp.Gateway.Hosting;
using Acp.Gateway.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Acp.Deploy.Tests;

/// <summary>The gateway as it is put together for an environment; never started.</summary>
internal sealed class Product : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-deploy-");
    private readonly WebApplication app;

    /// <param name="environment">As a container gets it. Its database and its mounts are not here, so others take their place.</param>
    public Product(IReadOnlyDictionary<string, string> environment)
    {
        // Empty: nothing of the machine that runs the tests may decide.
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = environment["ASPNETCORE_ENVIRONMENT"] });
        builder.Configuration.AddInMemoryCollection(Keys(environment));
        builder.Configuration.AddInMemoryCollection(
        [
            new("Store", $"sqlite:{folder.FullName}/acp.db"),
            new("Catalog:Path", Path.Combine(Repository.Root, "src/Gateway/catalog.demo.json")),
        ]);
        builder.WebHost.UseKestrelCore();
        builder.AddHosting();
        builder.Services.AddRouting().AddLogging().AddAcp().AddEdge();
        builder.Services.AddCheckout();
        builder.Services.AddPaymentProvider();
        builder.Services.AddAdmin();
        app = builder.Build();
        app.MapOperations();
    }

    /// <summary>How long a process that is told to stop finishes what is in flight.</summary>
    public TimeSpan Drain => app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;

    /// <summary>How long a complete may take.</summary>
    public TimeSpan CompleteBudget => app.Services.GetRequiredService<IOptions<CheckoutOptions>>().Value.CompleteBudget;

    /// <summary>Paths that a probe can ask.</summary>
    public IReadOnlyList<string> Probes =>
        [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(route => route.RoutePattern.RawText!)];

    /// <summary>All that stops a start.</summary>
    /// <exception cref="ConfigurationException">A line for each problem.</exception>
    public void Check() => Preflight.Check(app.Services);

    /// <returns>The status with which the fake Stripe answers.</returns>
    public static async Task<int> AskFake(string path)
    {
        using var fake = new FakeStripe(TimeProvider.System, new FakeStripeOptions());
        return await fake.Handle(new FakeRequest("GET", path, "", new Dictionary<string, string>(), default)) is FakeAnswer.Reply reply ? reply.Status : 0;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    public static IEnumerable<KeyValuePair<string, string?>> Keys(IReadOnlyDictionary<string, string> environment) =>
        environment.Select(variable => new KeyValuePair<string, string?>(variable.Key.Replace("__", ":", StringComparison.Ordinal), variable.Value));
}
