using Acp.Storage.Sqlite;

namespace Acp.Storage.Tests;

/// <summary>Two stores know nothing of each other but the file, as two processes would.</summary>
public sealed class When_two_stores_share_a_file : TwoStoresOnOneDatabase
{
    private readonly SqliteFile file = new();
    private readonly SqliteStore one;
    private readonly SqliteStore other;

    public When_two_stores_share_a_file() => (one, other) = (file.Open(), file.Open());

    protected override IOpenStore One => one;

    protected override IOpenStore Other => other;

    protected override int Races => 200;

    private protected override ITestDatabase Database => file;

    [Fact]
    public async Task Either_knows_what_landed()
    {
        var unit = Units.Swap("key".At(0));
        await one.Commit(unit);

        Assert.True(await other.HasLanded(unit.CommitId));
    }
}
