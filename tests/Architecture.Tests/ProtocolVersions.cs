using System.Text.RegularExpressions;

namespace Acp.Architecture.Tests;

/// <summary>Which versions there are is told by their folders; what anything else says of one is found by that.</summary>
internal static partial class ProtocolVersions
{
    private static readonly IReadOnlyList<string> Names =
    [
        .. SourceFile.All.Select(file => Folder().Match(file.Path)).Where(match => match.Success)
            .Select(match => $"{match.Groups[1].Value}-{match.Groups[2].Value}-{match.Groups[3].Value}").Distinct(),
    ];

    public static bool IsFolderOfOne(SourceFile file) => Folder().IsMatch(file.Path);

    // With a time of day behind it, it is a moment.
    public static IEnumerable<string> Breaches(SourceFile file)
    {
        var code = Registration().Replace(file.Code, "");
        return Names.Where(name => Regex.IsMatch(code, $@"(?<!\d){name}(?![\dT])")).Concat(Type().Matches(code).Select(match => match.Value));
    }

    [GeneratedRegex(@"^src/Gateway/Acp/Version(\d{4})(\d\d)(\d\d)/")]
    private static partial Regex Folder();

    [GeneratedRegex(@"\.AddSingleton<IAcpVersion, (Version\d{8})\.\1>\(\);")]
    private static partial Regex Registration();

    [GeneratedRegex(@"\bVersion\d{8}\b")]
    private static partial Regex Type();
}
