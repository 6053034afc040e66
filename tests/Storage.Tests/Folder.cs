namespace Acp.Storage.Tests;

/// <summary>A folder of its own for one test, gone with it.</summary>
public sealed class Folder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-store-");

    public string File(string name = "store.db") => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}
