using Acp.Due;
using Acp.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Acp.Gateway.Telemetry;

/// <summary>
/// What is measured leaves in two ways: as text at <c>/metrics</c>, and over OTLP where the SDK's own environment variables
/// name a collector. Without them nothing is sent, and no span is made. docs/decisions/0030-what-is-measured.md.
/// </summary>
internal static class TelemetryServices
{
    /// <summary>Ours, requests by route and status, and the runtime's: memory, collections, threads.</summary>
    private static readonly string[] Meters = ["Acp.*", "Microsoft.AspNetCore.Hosting", "System.Runtime"];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var settings = TelemetrySettings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        if (settings.IsMeasured || settings.IsTraced)
        {
            var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(settings.ServiceName));
            _ = settings.IsMeasured ? telemetry.WithMetrics(metrics => AddMetrics(metrics, settings)) : telemetry;
            _ = settings.IsTraced ? telemetry.WithTracing(AddTraces) : telemetry;
        }

        if (settings.IsMeasured)
        {
            // Behind the SDK's own service, which begins to listen.
            builder.Services.AddHostedService<FirstReadings>().AddHostedService<BacklogWatch>().TryAddSingleton<DueLag>();
        }

        if (settings.IsTraced)
        {
            // Ours reads no caller's context, and the SDK's would: it makes a parent of whatever it finds.
            Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
            builder.Services.AddSingleton<System.Diagnostics.DistributedContextPropagator, CallersTraces>();
        }
    }

    private static void AddMetrics(MeterProviderBuilder metrics, TelemetrySettings settings)
    {
        metrics.AddMeter(Meters).AddPrometheusExporter();
        _ = settings.SendsMetrics ? metrics.AddOtlpExporter() : metrics;
    }

    // The scrubber stands before the exporter: what leaves has passed it.
    private static void AddTraces(TracerProviderBuilder traces) => traces
        .AddSource(Spans.SourceName)
        .AddAspNetCoreInstrumentation(http => http.Filter = IsWorthATrace)
        .AddProcessor(new SpanScrubber())
        .AddOtlpExporter();

    // The last one is a stream, which would be a span of hours.
    private static bool IsWorthATrace(HttpContext http) => http.Request.Path.Value is not ("/metrics" or "/healthz" or "/readyz" or "/admin/live");
}
