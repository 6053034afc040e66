using System.Globalization;
using Acp.Processes;
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
            ports[node] = own = (Ports.Take(), Ports.Take());
        }

        return
        [
            ("Store", database),
            ("Cluster__SiloPort", own.Silo.ToString(CultureInfo.InvariantCulture)),
            ("Cluster__GatewayPort", own.Gateway.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    public void Dispose() => TestPostgres.Drop(database);
}
