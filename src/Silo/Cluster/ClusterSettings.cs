using System.Net;
using Acp.Gateway.Hosting;

namespace Acp.Silo.Cluster;

internal enum ClusterRole
{
    /// <summary>Serves platforms, and grains live in it.</summary>
    Both,

    /// <summary>Grains live in it; platforms are served by others.</summary>
    Silo,

    /// <summary>Serves platforms; grains live elsewhere.</summary>
    Gateway,
}

/// <summary>Section <c>Cluster</c>.</summary>
internal sealed class ClusterSettings
{
    public ClusterRole Role { get; set; } = ClusterRole.Both;

    /// <summary>Silos with the same id and database are one cluster.</summary>
    public string ClusterId { get; set; } = "acp";

    /// <summary>Stays the same while cluster ids may come and go.</summary>
    public string ServiceId { get; set; } = "acp";

    /// <summary>
    /// Silo to silo. Fixed, so that after a crash of the whole cluster a returning silo is known to be the successor of the
    /// one that died at this address; from another port it would wait for the dead.
    /// </summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Gateway to silo.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>An IP address or host name where the others reach this silo. Null: this machine's own.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>How many silos are planned.</summary>
    public int Silos { get; set; } = 1;

    /// <exception cref="ConfigurationException">A line for each problem, with its key.</exception>
    public static ClusterSettings Read(IConfiguration configuration) => configuration.Read<ClusterSettings>("Cluster", Problems);

    private static IEnumerable<string> Problems(ClusterSettings settings)
    {
        string?[] problems =
        [
            string.IsNullOrWhiteSpace(settings.ClusterId) ? "Cluster:ClusterId is empty: silos with the same id and database are one cluster." : null,
            string.IsNullOrWhiteSpace(settings.ServiceId) ? "Cluster:ServiceId is empty: it names the service, acp where nothing else is said." : null,
            Port("SiloPort", settings.SiloPort),
            Port("GatewayPort", settings.GatewayPort),
            settings.SiloPort == settings.GatewayPort ? "Cluster:SiloPort and Cluster:GatewayPort must differ." : null,
            settings.Silos is >= 1 and <= 1000 ? null : $"Cluster:Silos must be from 1 to 1000, it is {settings.Silos}.",
            Enum.IsDefined(settings.Role) ? null : "Cluster:Role must be both, silo or gateway.",
        ];
        return problems.OfType<string>();
    }

    private static string? Port(string key, int port) =>
        port is > IPEndPoint.MinPort and <= IPEndPoint.MaxPort ? null : $"Cluster:{key} must be a port from 1 to {IPEndPoint.MaxPort}, it is {port}.";
}
