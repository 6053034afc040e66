using System.Text.RegularExpressions;

namespace Acp.Gateway.Tests.Telemetry;

/// <summary>Prometheus' text, as far as it says which series there are.</summary>
internal sealed partial class Exposition(string text)
{
    private readonly ILookup<string, string[]> series = Line().Matches(text).ToLookup(
        line => line.Groups["name"].Value, line => Label().Matches(line.Groups["labels"].Value).Select(label => label.Groups[1].Value).ToArray());

    public bool Has(string metric) => series.Contains(metric);

    /// <summary>Whether one series of the metric has all of the labels.</summary>
    public bool Has(string metric, IEnumerable<string> labels) => series[metric].Any(one => labels.All(one.Contains));

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?<labels>.*)\})? \S+", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\]|\\.)*" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Label();
}
