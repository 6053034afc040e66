using Acp.Bench.Http;
using Acp.Bench.Load;
using Acp.Bench.Os;
using Acp.Processes;

namespace Acp.Bench.Contenders;

/// <summary>Nodes that found each other.</summary>
internal sealed class SiloCluster : IRunning
{
    private readonly List<ServingProcess> nodes = [];

    public IReadOnlyList<Uri> Addresses => [.. nodes.Select(node => node.Address)];

    public static async Task<SiloCluster> Start(int count, Dictionary<string, string?> settings, string silo)
    {
        var cluster = new SiloCluster();
        try
        {
            while (cluster.nodes.Count < count)
            {
                settings["Cluster:SiloPort"] = $"{Ports.Take()}";
                settings["Cluster:GatewayPort"] = $"{Ports.Take()}";
                cluster.nodes.Add(await ServingProcess.Start(ChildSettings.Dotnet(silo, "--urls", "http://127.0.0.1:0"), settings));
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public IShopper Shopper(int lane) => new HttpShopper(nodes[lane % nodes.Count].Address, lane);

    public Use Use() => nodes.Aggregate(default(Use), (sum, node) => sum + node.Use());

    public async Task<bool> KillOne()
    {
        if (nodes.Count < 2)
        {
            return false;
        }

        var last = nodes[^1];
        nodes.Remove(last);
        await last.DisposeAsync(); // By SIGKILL.
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }
}
