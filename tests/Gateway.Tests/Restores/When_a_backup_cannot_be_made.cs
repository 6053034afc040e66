using Acp.Storage;

namespace Acp.Gateway.Tests.Restores;

/// <summary>A backup never takes another one's place, and what is no whole copy never gets its name.</summary>
public sealed class When_a_backup_cannot_be_made : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-backup-");

    [Theory]
    [InlineData("memory:", "Only a SQLite store is copied so")]
    [InlineData("Host=db;Database=acp;Password=secret", "Only a SQLite store is copied so")]
    [InlineData("sqlite:/nowhere/acp.db", "is not there")]
    public void It_says_why_and_names_no_password(string store, string why)
    {
        var refused = Assert.Throws<ArgumentException>(() => Stores.Copy(store, Path.Combine(folder.FullName, "copy.db")));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public void One_that_is_there_is_not_overwritten()
    {
        var (live, copy) = (Path.Combine(folder.FullName, "acp.db"), Path.Combine(folder.FullName, "copy.db"));
        File.WriteAllText(live, "");
        File.WriteAllText(copy, "yesterday's");

        Assert.Throws<ArgumentException>(() => Stores.Copy($"sqlite:{live}", copy));

        Assert.Equal("yesterday's", File.ReadAllText(copy));
    }

    [Fact]
    public void A_file_that_is_no_database_leaves_nothing_behind()
    {
        var live = Path.Combine(folder.FullName, "acp.db");
        File.WriteAllText(live, "not a database, and long enough to be read as one by whoever only looks at its length");

        Assert.Throws<Store.StoreUnavailableException>(() => Stores.Copy($"sqlite:{live}", Path.Combine(folder.FullName, "copy.db")));

        Assert.Single(folder.GetFiles());
    }

    public void Dispose() => folder.Delete(recursive: true);
}
