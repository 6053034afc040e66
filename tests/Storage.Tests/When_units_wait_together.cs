using Acp.Storage.Sqlite;
using Acp.Store;

namespace Acp.Storage.Tests;

/// <summary>
/// The writer is made to wait by holding the database's lock from outside. What is queued meanwhile goes out as at most
/// two batches: the one the writer was about to begin, and one with all the rest.
/// </summary>
public sealed class When_units_wait_together : UnitsThatWaitTogether
{
    private readonly SqliteFile file = new();
    private readonly SqliteStore store;

    public When_units_wait_together() => store = file.Open();

    protected override IOpenStore Store => store;

    private protected override ITestDatabase Database => file;

    [Fact]
    public async Task They_share_a_flush()
    {
        await store.Commit(Units.Count("warm", 1));
        var before = WriteAheadLog.Commits(file.Path);

        var verdicts = await CommitTogether(Enumerable.Range(0, 100).Select(i => Units.Swap($"key {i}".At(0))));

        Assert.All(verdicts, verdict => Assert.IsType<Verdict.Committed>(verdict));
        Assert.InRange(WriteAheadLog.Commits(file.Path) - before, 1, 2);
    }

    [Fact]
    public async Task Text_that_is_no_text_fails_alone()
    {
        var verdicts = CommitTogether([Units.Count("stock", 1), Units.Swap("half \ud83d".At(0)), Units.Count("stock", 1)]);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => verdicts);
        Assert.Equal(2, await store.ReadCounter("stock"));
    }

    protected override IOpenStore OpenNarrow() => file.Open(new SqliteSettings(file.Path) { MostWaiting = 4, MostTogether = 3 });
}
