using Acp.Bench.Databases;
using Acp.Bench.Load;
using Acp.Bench.Os;
using Acp.Bench.Recording;
using Acp.Storage;

namespace Acp.Bench.Contenders;

/// <summary>The most that the store allows: the rows of the same checkouts, committed in the same order, without anybody who decides.</summary>
internal sealed class Commits(string name, string durability, Func<Task<IDatabase>> open, RecordedCheckout recorded) : IContender
{
    public string Name => name;

    public string Description => $"the rows of the same checkouts committed to {durability}; no HTTP, no grains, inside the load generator, whose own work counts as theirs";

    public bool IsStored => true;

    public async Task<IRunning> Start(long stored)
    {
        var database = await open();
        var shop = new StoredShop(database.Connection, recorded);
        await shop.Fill(stored);
        var store = await shop.Open();
        await StoredShop.Stock(store, Shop.Stock);
        return new OnDatabase(new Running(store, recorded), database);
    }

    private sealed class Running(IOpenStore store, RecordedCheckout recorded) : IRunning
    {
        private const int FirstLane = 1_000; // Behind those that filled.

        public IReadOnlyList<Uri> Addresses => [];

        public IShopper Shopper(int lane) => new CommitShopper(store, recorded, FirstLane + lane);

        public Use Use() => ProcessUse.OfTree(Environment.ProcessId);

        public ValueTask DisposeAsync() => store.DisposeAsync();
    }
}
