using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Storage.Tests;

/// <summary>
/// SIGKILL shows that no unit is half there and no acknowledged one is missing. That a flush reaches the disk it cannot
/// show: what a process has written survives it in the page cache. <see cref="When_the_power_fails"/> has the rest.
/// </summary>
public sealed class When_the_process_is_killed : IDisposable
{
    private const int Workers = 8;
    private readonly Folder folder = new();

    [Fact]
    public async Task Every_acknowledged_unit_is_there_whole_and_none_in_part()
    {
        var landed = 0L;
        foreach (var acknowledged in new[] { 1, 2, 3, 7, 20, 55, 130, 301, 702, 1500 })
        {
            using var victim = VictimProcess.Start($"sqlite:{folder.File()}", Workers);
            await victim.AwaitAcknowledged(acknowledged);
            await victim.Kill();

            var now = await Check(victim);
            Assert.True(now >= landed + acknowledged, $"{landed} had landed, {acknowledged} more were acknowledged, {now} are there.");
            landed = now;
        }
    }

    [Fact]
    public async Task A_disk_that_fills_up_loses_nothing_either()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Needs ulimit.");
        }

        using var victim = VictimProcess.StartOnSmallDisk($"sqlite:{folder.File()}", Workers, blocks: 3000);

        Assert.Equal(3, await victim.AwaitEnd());
        Assert.NotEmpty(victim.Acknowledged);
        await Check(victim);
    }

    public void Dispose() => folder.Dispose();

    private async Task<long> Check(VictimProcess victim)
    {
        await using var store = Stores.Open($"sqlite:{folder.File()}", TimeProvider.System, NullLoggerFactory.Instance);
        return await victim.Landed(store, Workers);
    }
}
