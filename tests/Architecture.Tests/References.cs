using System.Text.RegularExpressions;

namespace Acp.Architecture.Tests;

/// <summary>Which project may reference which. Tests stand outside: they reference what they test.</summary>
internal static partial class References
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Grains.Abstractions"] = [],
        ["Grains"] = ["Grains.Abstractions"],
        ["InProcess"] = ["Grains"],
        ["Storage"] = ["Grains"],
        ["FakeStripe"] = [],
        ["Client"] = [], // Others build on it, and get nothing of the server's with it.
        ["Gateway"] = ["InProcess", "Grains", "Storage", "FakeStripe"],
        ["Silo"] = ["Gateway", "Grains", "Storage"],
        ["FakeStripe.Server"] = ["FakeStripe"],
        ["Processes"] = [],
        ["Storm"] = [],
        ["Bench"] = ["Processes", "Storm", "Gateway", "InProcess", "Grains", "Storage", "FakeStripe"],
        ["Chaos"] = ["Processes", "Storm", "FakeStripe.Server", "Gateway", "Silo"],
        ["Upgrade"] = ["Chaos", "Processes", "Storm", "Grains"],
        ["MerchantServer"] = [],
        ["Buyer"] = ["Client"],
        ["Simulator"] = ["Grains", "Storage", "FakeStripe"],
    };

    public static IEnumerable<string> Breaches(SourceFile project)
    {
        var name = Path.GetFileNameWithoutExtension(project.Path);
        return Allowed.TryGetValue(name, out var allowed)
            ? ProjectReference().Matches(project.Code).Select(match => match.Groups[1].Value).Except(allowed).Select(other => $"references {other}")
            : [$"{name} has no row in {nameof(References)}"];
    }

    [GeneratedRegex("""<ProjectReference\s+Include="(?:[^"]*[/\\])?([^"/\\]+)\.csproj"/?""")]
    private static partial Regex ProjectReference();
}
