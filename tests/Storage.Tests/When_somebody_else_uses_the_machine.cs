namespace Acp.Storage.Tests;

/// <summary>Under the usual umask a new file may be read by every user.</summary>
public sealed class When_somebody_else_uses_the_machine : IAsyncDisposable
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly SqliteFile file = new();

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Fact]
    public async Task Neither_the_database_nor_its_log_nor_a_copy_is_theirs_to_read()
    {
        await using var store = file.Open();
        await store.Commit(Units.Swap("session/1".At(0, "somebody")));

        Stores.Copy($"sqlite:{file.Path}", file.Path + ".copy");

        var files = Directory.GetFiles(Path.GetDirectoryName(file.Path)!, Path.GetFileName(file.Path) + "*");
        Assert.Contains(file.Path + "-wal", files);
        Assert.Contains(file.Path + ".copy", files);
        foreach (var it in files)
        {
            Assert.False(!OperatingSystem.IsWindows() && (File.GetUnixFileMode(it) & Others) != UnixFileMode.None, it); // There the folder decides.
        }
    }
}
