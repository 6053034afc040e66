using Acp.Bench.Databases;
using Acp.Bench.Load;
using Acp.Bench.Os;

namespace Acp.Bench.Contenders;

/// <summary>A server and the database that goes with it.</summary>
internal sealed class OnDatabase(IRunning server, IDatabase database) : IRunning
{
    public IReadOnlyList<Uri> Addresses => server.Addresses;

    public IShopper Shopper(int lane) => server.Shopper(lane);

    public Use Use() => server.Use() + database.Use();

    public Task<bool> KillOne() => server.KillOne();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await database.DisposeAsync();
    }
}
