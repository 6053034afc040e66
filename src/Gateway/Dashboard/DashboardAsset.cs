using System.Reflection;
using System.Security.Cryptography;

namespace Acp.Gateway.Dashboard;

/// <summary>One file of the page.</summary>
/// <param name="Path">Where it is served.</param>
/// <param name="Tag">Of its content, with the quotes.</param>
internal sealed record DashboardAsset(string Path, string ContentType, byte[] Content, string Tag)
{
    private const string Prefix = "dashboard/";
    private const string Page = "index.html";

    public static IReadOnlyList<DashboardAsset> All { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(Read)];

    private static DashboardAsset Read(string name)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        var content = copy.ToArray();
        var path = name == Prefix + Page ? "/dashboard" : "/" + name;
        return new DashboardAsset(path, TypeOf(name), content, $"\"{Convert.ToHexStringLower(SHA256.HashData(content)[..16])}\"");
    }

    private static string TypeOf(string name) => System.IO.Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"The dashboard serves no {other} file."),
    };
}
