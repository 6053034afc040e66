namespace Acp.Gateway.Telemetry;

/// <summary>What is measured and where it is sent. The collector's address is named by the SDK's own variables, which it reads itself.</summary>
/// <param name="IsMeasured"><c>Metrics:Enabled</c>.</param>
/// <param name="SendsMetrics">Over OTLP.</param>
/// <param name="IsTraced">Spans are made and sent over OTLP.</param>
internal sealed record TelemetrySettings(bool IsMeasured, bool SendsMetrics, bool IsTraced, string ServiceName)
{
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static TelemetrySettings Read(IConfiguration configuration)
    {
        var isMeasured = configuration.GetValue("Metrics:Enabled", defaultValue: true);
        return new(
            isMeasured,
            isMeasured && Names(configuration, Collector, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"),
            Names(configuration, Collector, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"),
            configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } name ? name : "acp-checkout");
    }

    private static bool Names(IConfiguration configuration, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (!string.IsNullOrWhiteSpace(configuration[key]))
            {
                return true;
            }
        }

        return false;
    }
}
