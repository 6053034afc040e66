using Acp.Bench.Databases;
using Acp.Bench.Recording;
using Acp.Processes;

namespace Acp.Bench.Contenders;

/// <summary>src/Gateway as one process on a database.</summary>
/// <param name="more">Settings beside the shop's.</param>
internal sealed class OneGateway(
    string name, string durability, Func<Task<IDatabase>> open, Workplace place, RecordedCheckout recorded, params (string Key, string Value)[] more) : IServing
{
    public string Name => name;

    public string Description => $"src/Gateway, one process, on {durability}";

    public bool IsStored => true;

    public Task<IRunning> Start(long stored) => Start(database => new StoredShop(database.Connection, recorded).Fill(stored));

    public async Task<IRunning> Start(Func<IDatabase, Task> fill)
    {
        var database = await open();
        await fill(database);
        var settings = new Dictionary<string, string?>(Shop.Settings(place.Catalog)) { ["Store"] = database.Connection };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        var gateway = await ServingProcess.Start(ChildSettings.Dotnet(place.Gateway, "--urls", "http://127.0.0.1:0"), settings);
        return new OnDatabase(gateway, database);
    }
}
