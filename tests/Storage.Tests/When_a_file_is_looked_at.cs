using Acp.Launching;
using Acp.Storage.Sqlite;

namespace Acp.Storage.Tests;

/// <summary>The launch check's look at a database file; more of it is told by the command's own tests.</summary>
public sealed class When_a_file_is_looked_at : IAsyncDisposable
{
    private const long Megabyte = 1L << 20;
    private readonly SqliteFile file = new();

    [Theory]
    [InlineData(100, 10, "failed")]
    [InlineData(1000, 10, "warned")]
    [InlineData(5000, 6000, "warned")]
    [InlineData(5000, 10, "passed")]
    public void Room_on_the_disk_is_measured_by_what_a_shop_and_its_backup_need(long free, long used, string result)
    {
        var finding = Assert.Single(Judge(Facts() with { FreeBytes = free * Megabyte, Bytes = used * Megabyte }), it => it.Item == "store_disk");

        Assert.Equal(result, finding switch { LaunchFinding.Failed => "failed", LaunchFinding.Warned => "warned", _ => "passed" });
        Assert.StartsWith($"{free} MB are free", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_crash_left_open_is_not_touched() =>
        Assert.IsType<LaunchFinding.NotChecked>(Assert.Single(Judge(Facts() with { IsLeftOpen = true, Schema = null }), it => it.Item == "store"));

    [Fact]
    public void One_that_all_users_may_read_is_a_warning() =>
        Assert.Contains(Judge(Facts() with { IsOpenToOthers = true }), it => it is LaunchFinding.Warned { Item: "store_access" });

    [Fact]
    public void One_that_this_user_may_only_read_sells_nothing() =>
        Assert.Contains(Judge(Facts() with { IsReadOnly = true }), it => it is LaunchFinding.Failed { Item: "store_access" });

    [Fact]
    public async Task A_log_without_its_index_is_left_as_it_is()
    {
        await file.Open().DisposeAsync();
        File.WriteAllBytes(file.Path + "-wal", [1, 2, 3]);

        var report = await Stores.Inspect($"sqlite:{file.Path}", file.Clock).Look(CancellationToken.None);

        Assert.Contains(report.Findings, it => it is LaunchFinding.NotChecked { Item: "store" });
        Assert.Equal([1, 2, 3], File.ReadAllBytes(file.Path + "-wal"));
        Assert.False(File.Exists(file.Path + "-shm"));
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();

    private static SqliteFacts Facts() => new("/data/acp.db", Exists: true, Schema.Migrations.Count, IsLogged: true, Bytes: 0, FreeBytes: 5000 * Megabyte, IsOpenToOthers: false);

    private static IEnumerable<LaunchFinding> Judge(SqliteFacts facts) => SqliteRules.Judge(facts, Schema.Migrations.Count);
}
