using OpenTelemetry.Trace;

namespace Acp.Gateway.Telemetry;

/// <summary>What an engine outside this project needs to take part in traces.</summary>
public static class Traces
{
    /// <summary>Whether a collector is named. Where none is, no context need be carried along.</summary>
    public static bool AreSent(IConfiguration configuration) => TelemetrySettings.Read(configuration).IsTraced;

    /// <summary>Spans of a library below the grains become part of the traces; what leaves of them is what may leave of any.</summary>
    public static IServiceCollection AddTraceSource(this IServiceCollection services, string name) =>
        services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddSource(name));
}
