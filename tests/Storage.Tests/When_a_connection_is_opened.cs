using Acp.Storage.Sqlite;

namespace Acp.Storage.Tests;

/// <summary>Settings whose loss no other test would notice: everything works without them until the power fails.</summary>
public sealed class When_a_connection_is_opened : IDisposable
{
    private readonly Folder folder = new();

    [Theory]
    [InlineData("synchronous", 2)]
    [InlineData("fullfsync", 1)]
    [InlineData("checkpoint_fullfsync", 1)]
    [InlineData("foreign_keys", 1)]
    [InlineData("busy_timeout", 5000)]
    [InlineData("trusted_schema", 0)]
    public void It_is_set_for_money(string setting, long expected)
    {
        using var connection = Connections.Open(new SqliteSettings(folder.File()));

        Assert.Equal(expected, connection.Number($"PRAGMA {setting}"));
    }

    [Fact]
    public void It_writes_ahead()
    {
        using var connection = Connections.Open(new SqliteSettings(folder.File()));
        using var mode = new Statement(connection, "PRAGMA journal_mode");

        Assert.Equal("wal", mode.Row(row => row.Text(0)));
    }

    public void Dispose() => folder.Dispose();
}
