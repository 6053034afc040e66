using System.Security.Cryptography;
using Acp.Gateway.Reconciling;
using Acp.Launching;
using Acp.Pricing;
using static Acp.Launching.LaunchFinding;

namespace Acp.Gateway.Launching;

/// <summary>Whether a gateway would start with these settings, and whether they are those of a real shop.</summary>
internal static class SettingsLook
{
    private const string Demo = "catalog.demo.json";

    /// <param name="problems">All that would stop a start.</param>
    /// <param name="hasPublishedKeys">Null where the keys cannot be read.</param>
    public static IEnumerable<LaunchFinding> Judge(IReadOnlyList<string> problems, IHostEnvironment environment, bool? hasPublishedKeys)
    {
        foreach (var problem in problems)
        {
            yield return new Failed("configuration", problem, "The gateway does not start like this; the README's table has what each key takes.");
        }

        if (problems.Count == 0)
        {
            yield return new Passed("configuration", "The gateway would start with these settings.");
        }

        yield return environment.IsDevelopment()
            ? new Failed("environment", "This is Development, which allows what must not be with money.", "Set ASPNETCORE_ENVIRONMENT=Production; with `dotnet run`, add --environment Production.")
            : new Passed("environment", $"The environment is {environment.EnvironmentName}.");
        yield return hasPublishedKeys switch
        {
            null => new NotChecked("demo_keys", "The keys cannot be read: see above."),
            true => new Failed("demo_keys", "A key under Platforms or Admin is one of the demo's, which are published.", "Draw others with the command «key», and take the demo's out."),
            false => new Passed("demo_keys", "No key is one of the demo's."),
        };
    }

    /// <param name="folders">Where the demo catalog comes in.</param>
    public static IEnumerable<LaunchFinding> OfCatalog(CatalogFileSource catalog, IEnumerable<string> folders)
    {
        yield return folders.Any(folder => IsDemo(catalog.Path, Path.Combine(folder, Demo)))
            ? new Failed("demo_catalog", "Catalog:Path is the demo catalog.", "Set Catalog:Path to your own (docs/catalog.md).")
            : new Passed("demo_catalog", $"Catalog:Path is a catalog of your own, with {FindingWords.Count(catalog.Current.Products.Count, "product")}.");
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(catalog.Path).HasFlag(UnixFileMode.OtherWrite))
        {
            yield return new Failed("catalog_access", "Every user of this machine may write to the catalog file, and so set prices.", $"chmod o-w {catalog.Path}");
        }
    }

    private static bool IsDemo(string path, string shipped) =>
        Path.GetFileName(path) == Demo || (File.Exists(shipped) && Digest(path).AsSpan().SequenceEqual(Digest(shipped)));

    private static byte[] Digest(string path) => SHA256.HashData(File.ReadAllBytes(path));
}
