using System.Text.Encodings.Web;
using System.Text.Json;

namespace Acp.Conformance.Reporting;

/// <summary>For programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(Report report) => JsonSerializer.Serialize(
        new
        {
            report.Conforms,
            Rules = report.Findings.Select(it => new
            {
                it.Rule.Id, it.Version, State = it.State.ToString(), Level = it.Rule.Level.ToString(), it.Rule.Text, it.Rule.Source, it.Rule.Test, it.Why,
            }),
            Examples = report.Replays.Select(it => new { it.Name, it.Version, State = it.State.ToString(), it.Why }),
        },
        Options);
}
