using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Storage.Tests.Postgres;

/// <summary>SIGKILL in mid-commit: no unit is half there, and no acknowledged one is missing.</summary>
public sealed class When_the_process_is_killed : IAsyncDisposable
{
    private const int Workers = 8;
    private readonly PostgresDatabase database = new();

    [Fact]
    public async Task Every_acknowledged_unit_is_there_whole_and_none_in_part()
    {
        var landed = 0L;
        foreach (var acknowledged in new[] { 1, 7, 130, 700 })
        {
            using var victim = VictimProcess.Start(database.Connection, Workers);
            await victim.AwaitAcknowledged(acknowledged);
            await victim.Kill();

            var now = await Check(victim);
            Assert.True(now >= landed + acknowledged, $"{landed} had landed, {acknowledged} more were acknowledged, {now} are there.");
            landed = now;
        }
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<long> Check(VictimProcess victim)
    {
        await database.SettleServer();
        await using var store = Stores.Open(database.Connection, TimeProvider.System, NullLoggerFactory.Instance);
        return await victim.Landed(store, Workers);
    }
}
