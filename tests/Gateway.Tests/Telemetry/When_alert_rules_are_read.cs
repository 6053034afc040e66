using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Acp.Gateway.Tests.Telemetry;

/// <summary>A rule about a name that nobody exposes is silent for ever, and nobody notices.</summary>
public sealed partial class When_alert_rules_are_read
{
    /// <summary>Of Prometheus itself.</summary>
    private static readonly string[] ByTheScraper = ["up"];

    private static string Deploy => Path.Combine(Repository.Root, "deploy");

    [Fact]
    public async Task Rules_and_dashboard_ask_for_nothing_that_is_not_exposed()
    {
        var exposed = new Exposition(await DrivenShop.Expose());
        var queries = Alerts().Select(alert => alert["expr"]).Concat(Panels()).ToArray();

        Assert.InRange(queries.Length, 30, 300);
        Assert.Empty(queries.SelectMany(query => Unknown(query, exposed)).Distinct());
    }

    [Theory]
    [InlineData("sum(rate(acp_completes_total{result=\"executed\"}[5m])) by (platform)", null)]
    [InlineData("sum(rate(acp_completed_total[5m]))", "acp_completed_total")]
    [InlineData("sum by (session) (rate(acp_completes_total[5m]))", "acp_completes_total")]
    [InlineData("rate(acp_completes_total{outcome=~\"executed|joined\"}[5m]) > 0.05 and on (platform) up == 0", "acp_completes_total")]
    [InlineData("histogram_quantile(0.5, sum by (le) (rate(acp_complete_duration_seconds_bucket[5m])))", null)]
    [InlineData("acp_complete_duration_seconds", "acp_complete_duration_seconds")]
    public void What_is_not_there_is_found(string query, string? missing)
    {
        var exposed = new Exposition("""
            # HELP acp_completes_total Says acp_completed_total.
            acp_completes_total{otel_scope_name="Acp.Checkout",platform="one",result="executed"} 2
            acp_complete_duration_seconds_bucket{result="executed",le="0.005"} 0
            """);

        Assert.Equal(missing is null ? [] : [missing], Unknown(query, exposed).Select(one => one.Split(' ')[0]).Distinct());
    }

    [Fact]
    public void Each_alert_says_what_is_wrong_and_leads_to_what_is_to_be_done()
    {
        var headings = Heading().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "metrics.md"))).Select(heading => heading.Groups[1].Value).ToHashSet();

        Assert.All(Alerts(), alert =>
        {
            Assert.NotEmpty(alert["summary"]);
            Assert.Equal($"docs/metrics.md#{alert["alert"].ToLowerInvariant()}", alert["runbook"]);
            Assert.Contains(alert["alert"], headings);
        });
    }

    private static IEnumerable<string> Unknown(string query, Exposition exposed) => PromQl.Read(query)
        .Where(asked => !ByTheScraper.Contains(asked.Metric) && !(exposed.Has(asked.Metric) && exposed.Has(asked.Metric, asked.Labels)))
        .Select(asked => $"{asked.Metric} by {string.Join(", ", asked.Labels)}");

    private static IReadOnlyList<Dictionary<string, string>> Alerts()
    {
        var file = new DeserializerBuilder().Build().Deserialize<AlertFile>(File.ReadAllText(Path.Combine(Deploy, "prometheus", "alerts.yaml")));
        return
        [
            .. from rule in file.groups.SelectMany(one => one.rules)
               select new Dictionary<string, string> { ["alert"] = rule.alert, ["expr"] = rule.expr, ["summary"] = rule.annotations["summary"], ["runbook"] = rule.annotations["runbook"] },
        ];
    }

    private static IReadOnlyList<string> Panels()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Deploy, "grafana", "checkout.json")));
        return
        [
            .. from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
               from target in panel.GetProperty("targets").EnumerateArray()
               select target.GetProperty("expr").GetString()!,
        ];
    }

    [GeneratedRegex("^### (Acp\\w+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

#pragma warning disable IDE1006, CA1812, CA1852 // As the file writes them.
    internal sealed class AlertFile
    {
        public List<AlertGroup> groups { get; set; } = [];
    }

    internal sealed class AlertGroup
    {
        public string name { get; set; } = "";

        public List<AlertRule> rules { get; set; } = [];
    }

    internal sealed class AlertRule
    {
        public string alert { get; set; } = "";

        public string expr { get; set; } = "";

        public string @for { get; set; } = "";

        public Dictionary<string, string> labels { get; set; } = [];

        public Dictionary<string, string> annotations { get; set; } = [];
    }
#pragma warning restore IDE1006, CA1812, CA1852
}
