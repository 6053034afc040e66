using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Acp.Gateway.Admin;
using Acp.Launching;

namespace Acp.Gateway.Launching;

/// <summary>A report for programs.</summary>
internal static class LaunchJson
{
    public static string Of(LaunchReport report) => Encoding.UTF8.GetString(AdminJson.Render(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("ready", report.IsReady);
        json.WriteString("environment", report.Environment);
        json.WriteString("publicUrl", report.PublicUrl);
        json.WriteBoolean("strict", report.IsStrict);
        json.WriteNumber("passed", report.Passed);
        json.WriteNumber("failed", report.Failed);
        json.WriteNumber("warnings", report.Warned);
        json.WriteNumber("notChecked", report.NotChecked);
        json.WriteStartArray("findings");
        foreach (var (section, finding) in report.Sections.SelectMany(section => section.Findings.Select(finding => (section.Title, finding))))
        {
            Write(json, section, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    })) + Environment.NewLine;

    private static void Write(Utf8JsonWriter json, string section, LaunchFinding finding)
    {
        var (result, mend) = finding switch
        {
            LaunchFinding.Passed => ("passed", null),
            LaunchFinding.Failed it => ("failed", it.Mend),
            LaunchFinding.Warned it => ("warning", it.Mend),
            LaunchFinding.NotChecked it => ("not_checked", it.Mend),
            _ => throw new UnreachableException($"Unhandled {finding}."),
        };
        json.WriteStartObject();
        json.WriteString("section", section);
        json.WriteString("item", finding.Item);
        json.WriteString("result", result);
        json.WriteString("message", finding.Text);
        json.WriteString("mend", mend);
        json.WriteEndObject();
    }
}
