using System.Net;
using Acp.Gateway.Hosting;

namespace Acp.Silo.Cluster;

/// <summary>Where silos find each other. The private constructor closes the hierarchy.</summary>
internal abstract class Membership
{
    private Membership()
    {
    }

    public abstract void Use(ISiloBuilder silo);

    public abstract void Use(IClientBuilder client);

    /// <param name="store">The value of <c>Store</c>.</param>
    /// <exception cref="ConfigurationException">Several processes were asked for on a store that only one can open.</exception>
    public static Membership Of(ClusterSettings settings, string? store)
    {
        var alone = settings.Role == ClusterRole.Both && settings.Silos == 1;
        return alone
            ? new Alone(settings)
            : throw new ConfigurationException("Cluster:Role and Cluster:Silos ask for several processes, and Store is not PostgreSQL: they would not find each other.");
    }

    /// <summary>The only silo there is.</summary>
    private sealed class Alone(ClusterSettings settings) : Membership
    {
        public override void Use(ISiloBuilder silo) =>
            silo.UseDevelopmentClustering(new IPEndPoint(IPAddress.Loopback, settings.SiloPort));

        public override void Use(IClientBuilder client) =>
            client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, settings.GatewayPort));
    }
}
