using Acp.Bench.Databases;
using Acp.Bench.Recording;

namespace Acp.Bench.Contenders;

/// <summary>A cluster of src/Silo on one database: each node serves HTTP, and grains live on all. Shoppers are spread over the nodes.</summary>
internal sealed class Silos(string name, int count, string durability, Func<Task<IDatabase>> open, Workplace place, RecordedCheckout recorded) : IServing
{
    public string Name => name;

    public string Description => $"src/Silo, {(count == 1 ? "one process" : $"{count} processes on this one machine")}, on {durability}";

    public bool IsStored => true;

    public Task<IRunning> Start(long stored) => Start(database => new StoredShop(database.Connection, recorded).Fill(stored));

    public async Task<IRunning> Start(Func<IDatabase, Task> fill)
    {
        if (!File.Exists(place.Silo))
        {
            throw new BenchFailedException($"{name}: there is no {place.Silo}. Build it (dotnet build -c Release src/Silo) or name it with --silo.");
        }

        var database = await open();
        await fill(database);
        return new OnDatabase(await SiloCluster.Start(count, Settings(database.Connection), place.Silo), database);
    }

    private Dictionary<string, string?> Settings(string connection) => new(Shop.Settings(place.Catalog))
    {
        ["Store"] = connection,
        ["Cluster:Role"] = "both",
        ["Cluster:Silos"] = $"{count}",
        ["Cluster:AdvertisedAddress"] = "127.0.0.1",
    };
}
