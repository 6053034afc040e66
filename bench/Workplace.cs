namespace Acp.Bench;

/// <summary>A temporary folder, and where the program under test lies.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo folder;
    private int folders;

    public Workplace(BenchOptions options)
    {
        (Gateway, Silo) = (options.Gateway, options.Silo);
        folder = options.Folder is { } given ? Directory.CreateDirectory(Path.Combine(given, $"acp-bench-{Guid.NewGuid():N}")) : Directory.CreateTempSubdirectory("acp-bench-");
        Catalog = File("catalog.json");
        System.IO.File.WriteAllText(Catalog, Shop.Catalog);
    }

    /// <summary>The gateway's assembly.</summary>
    public string Gateway { get; }

    /// <summary>The cluster node's, which need not be there: it is built only where its engine can be had.</summary>
    public string Silo { get; }

    public string Catalog { get; }

    public string Folder => folder.FullName;

    public string File(string name) => Path.Combine(folder.FullName, name);

    public string NewFolder() => folder.CreateSubdirectory($"{++folders}").FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
