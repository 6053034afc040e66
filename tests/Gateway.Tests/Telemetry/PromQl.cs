using System.Text.RegularExpressions;

namespace Acp.Gateway.Tests.Telemetry;

/// <summary>What a query asks for: metrics with the labels it names of each. As much of PromQL as the rules and the dashboard are written in.</summary>
internal static partial class PromQl
{
    private static readonly HashSet<string> Words = ["by", "without", "and", "or", "unless", "on", "ignoring", "offset", "bool", "group_left", "group_right"];

    /// <returns>Each metric once for each place it stands at; labels of an aggregation belong to every metric of the query.</returns>
    public static IReadOnlyList<(string Metric, IReadOnlyList<string> Labels)> Read(string query)
    {
        var grouped = Grouping().Matches(query).SelectMany(group => Name().Matches(group.Groups[1].Value)).Select(match => match.Value).ToArray();
        var rest = Grouping().Replace(query, " ");
        return
        [
            .. from selector in Selector().Matches(rest)
               let name = selector.Groups["name"].Value
               where !Words.Contains(name)
               select (name, (IReadOnlyList<string>)[.. grouped, .. Matcher().Matches(selector.Groups["labels"].Value).Select(match => match.Groups[1].Value)]),
        ];
    }

    // A name that a parenthesis follows is a function; digits before it are a duration or a number.
    [GeneratedRegex("""(?<![\w."])(?<name>[a-zA-Z_][a-zA-Z0-9_]*)(?!\s*\()(?![a-zA-Z0-9_])(\{(?<labels>[^}]*)\})?(?=[^"]*(?:"[^"]*"[^"]*)*$)""")]
    private static partial Regex Selector();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)\s*(?:=~|!~|!=|=)\s*"[^"]*" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring)\s*\(([^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex("[a-zA-Z_][a-zA-Z0-9_]*")]
    private static partial Regex Name();
}
