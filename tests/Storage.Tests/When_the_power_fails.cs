using Acp.Storage.Sqlite;
using Acp.Storage.Victim;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Storage.Tests;

/// <summary>After a power cut the log ends anywhere, or in rubbish. Each such disk is made from a running store's files.</summary>
public sealed class When_the_power_fails : IAsyncDisposable
{
    private static readonly string[] Workers = ["anna", "ben", "cleo"];
    private readonly SqliteFile file = new();
    private readonly Folder disks = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_log_cut_anywhere_holds_whole_units_only(bool rubbish)
    {
        await CommitSome();
        var log = await File.ReadAllBytesAsync(file.Path + "-wal");

        var seen = new List<long>();
        for (var cut = 0; cut < log.Length; cut += log.Length / 60)
        {
            seen.Add(await UnitsAfter(Disk(log, cut, rubbish)));
        }

        Assert.Equal(seen.Order(), seen);
        Assert.True(seen.Distinct().Count() > 5, "The cuts should meet many different histories.");
    }

    public ValueTask DisposeAsync()
    {
        disks.Dispose();
        return file.DisposeAsync();
    }

    private async Task CommitSome()
    {
        var store = file.Open();
        for (var number = 1; number <= 12; number++)
        {
            await Task.WhenAll(Workers.Select(worker => store.Commit(Tearable.Unit(worker, number, file.Clock.Now)).AsTask()));
        }
    }

    private string Disk(byte[] log, int cut, bool rubbish)
    {
        var database = disks.File($"cut-{cut}.db");
        File.Copy(file.Path, database);
        byte[] rest = rubbish ? new byte[log.Length - cut] : [];
        new Random(cut).NextBytes(rest);
        File.WriteAllBytes(database + "-wal", [.. log.AsSpan(0, cut), .. rest]);
        return database;
    }

    private async Task<long> UnitsAfter(string database)
    {
        await using var store = SqliteStore.Open(new SqliteSettings(database), file.Clock, NullLogger<SqliteStore>.Instance);
        var units = 0L;
        foreach (var worker in Workers)
        {
            units += await Tearable.Whole(store, worker);
        }

        Assert.Equal(units, await store.ReadCounter(Tearable.Everybody));
        var tallied = await store.ReadTallies(Tearable.Everybody, $"{Tearable.Everybody}!");
        Assert.Equal(units, tallied.GetValueOrDefault(Tearable.Everybody));
        return units;
    }
}
