using System.IO.Compression;
using System.Text.Json;
using Acp.Upgrade.Writing;

namespace Acp.Gateway.Tests.Upgrades;

/// <summary>What earlier versions left behind: a folder each, in the order in which they were written.</summary>
internal static class States
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Gateway.Tests", "Upgrades", "States");

    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Written by this version, as long as nothing stored has changed since.</summary>
    public static string Newest => Names[^1];

    public static WrittenState Read(string state)
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(Folder, state, "state.json.gz")), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<WrittenState>(packed, JsonSerializerOptions.Web)!;
    }
}
