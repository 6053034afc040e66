using Acp.Gateway.Admin;
using Acp.Gateway.Dashboard;
using Acp.Gateway.Edge;
using Acp.Gateway.Issuing;
using Acp.Gateway.Keys;
using Acp.Gateway.Launching;
using Acp.Gateway.Merchants;
using Acp.Gateway.OpenApi;
using Acp.Gateway.Operations;
using Acp.Gateway.Pay;
using Acp.Gateway.Telemetry;
using Acp.Gateway.Webhooks;

namespace Acp.Gateway.Hosting;

/// <summary>The composition root, for whichever engine runs the grains.</summary>
public static class GatewayHost
{
    private const int Misused = 2;

    /// <param name="help">Printed for <c>--help</c>.</param>
    /// <param name="addEngine">Registers <see cref="IGrains"/>, from the configuration, and tells what the process is for.</param>
    /// <returns>The exit code; 1 where it did not start, 2 where the command line cannot be understood, with the reason on the error stream.</returns>
    public static async Task<int> Run(string[] args, string help, Func<IHostApplicationBuilder, Duties> addEngine)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(addEngine);
        if (!CheckCommand.IsAsked(args) && (args.Contains("--help") || args.Contains("-h")))
        {
            Console.WriteLine(help);
            return 0;
        }

        if (Commands.Asked(args, addEngine) is { } command)
        {
            return await command;
        }

        if (Commands.Refusal(args) is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return Misused;
        }

        return await Startup.Run(async () =>
        {
            var (app, duties) = Build(args, addEngine);
            await using var closing = app;
            Preflight.Check(app.Services); // Before anything is mapped: that reads the configuration, too, and tells of one mistake only.
            Map(app, duties);
            await app.RunAsync();
        });
    }

    // Services start in this order and stop in the reverse: the store is open before a grain is called, and calls have
    // ended before the engine goes. The server, which is last by itself, stops listening first.
    internal static (WebApplication App, Duties Duties) Build(string[] args, Func<IHostApplicationBuilder, Duties> addEngine)
    {
        // Nothing here follows a settings file that is edited while it runs, and whoever watches for that is woken by each
        // write to a database below the same folder.
        var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
        builder.AddHosting();
        builder.AddTelemetry();
        builder.Services.AddCheckout();
        builder.Services.AddPaymentProvider();
        var duties = addEngine(builder);
        if (duties.HasFlag(Duties.Due))
        {
            builder.Services.AddDueWork();
        }

        _ = duties.HasFlag(Duties.Serve)
            ? builder.Services.AddAcp().AddEdge().AddIssuing().AddAdmin().AddMerchants().AddHostedService<DemoMerchant>().AddWebhooks().AddPay()
            : builder.Services.AddReplies().AddKeys().AddAdminGate().AddInnerEdge(); // For whoever reads its metrics.
        return (builder.Build(), duties);
    }

    internal static void Map(WebApplication app, Duties duties)
    {
        app.Use(CallersTraces.Link);
        _ = duties.HasFlag(Duties.Serve) ? app.UseEdge() : app.UseInnerEdge();
        app.MapOperations();
        app.MapMetrics();
        if (duties.HasFlag(Duties.Serve))
        {
            app.MapAcp();
            app.MapIssuing();
            app.MapAdmin();
            app.MapProviderWebhooks();
            app.MapOpenApi();
            app.MapDashboard();
            app.MapPay();
            app.MapFakePages();
        }
    }
}

/// <summary>What a process is for. Each has the store and answers <c>/healthz</c> and <c>/readyz</c>.</summary>
[Flags]
public enum Duties
{
    None = 0,

    /// <summary>Answers platforms, operators and the payment provider's notices.</summary>
    Serve = 1,

    /// <summary>Does what has fallen due.</summary>
    Due = 2,
}
