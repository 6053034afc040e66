using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Acp.Tests.Postgres;

namespace Acp.EndToEnd.Tests;

/// <summary>A cluster on PostgreSQL: each node is a silo that serves.</summary>
internal sealed class Deployment : IDisposable
{
    public const string Project = "Silo";
    private readonly string database = TestPostgres.NewDatabase();
    private readonly Dictionary<int, (int Silo, int Gateway)> ports = [];

    /// <summary>A node that is started again comes back at its ports, as one would in production.</summary>
    public IReadOnlyList<(string Key, string Value)> SettingsOf(int node)
    {
        if (!ports.TryGetValue(node, out var own))
        {
            ports[node] = own = FreePorts();
        }

        return
        [
            ("Store", database),
            ("Cluster__SiloPort", own.Silo.ToString(CultureInfo.InvariantCulture)),
            ("Cluster__GatewayPort", own.Gateway.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    public void Dispose() => TestPostgres.Drop(database);

    private static (int Silo, int Gateway) FreePorts()
    {
        using var silo = new TcpListener(IPAddress.Loopback, 0);
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        silo.Start();
        gateway.Start();
        return (((IPEndPoint)silo.LocalEndpoint).Port, ((IPEndPoint)gateway.LocalEndpoint).Port);
    }
}
