using System.Net;
using Acp.Gateway.Hosting;
using Acp.Storage.Postgres;

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
        if (ConnectionOf(store) is { } connection)
        {
            return new InDatabase(connection);
        }

        return settings is { Role: ClusterRole.Both, Silos: 1 }
            ? new Alone(settings)
            : throw new ConfigurationException(
                "Cluster:Role and Cluster:Silos ask for several processes, so Store must be a PostgreSQL connection string: silos find each other there.");
    }

    private static string? ConnectionOf(string? store)
    {
        try
        {
            return ClusterMembership.ConnectionOf(store);
        }
        catch (ArgumentException e)
        {
            throw new ConfigurationException($"Store: {e.Message}", e);
        }
    }

    /// <summary>The only silo there is.</summary>
    private sealed class Alone(ClusterSettings settings) : Membership
    {
        public override void Use(ISiloBuilder silo) => silo.UseDevelopmentClustering(new IPEndPoint(IPAddress.Loopback, settings.SiloPort));

        public override void Use(IClientBuilder client) => client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, settings.GatewayPort));
    }

    /// <summary>In the store's own database, in tables that the store's migrations make.</summary>
    private sealed class InDatabase(string connection) : Membership
    {
        public override void Use(ISiloBuilder silo) => silo.UseAdoNetClustering(options =>
            (options.Invariant, options.ConnectionString) = (ClusterMembership.Invariant, connection));

        public override void Use(IClientBuilder client) => client.UseAdoNetClustering(options =>
            (options.Invariant, options.ConnectionString) = (ClusterMembership.Invariant, connection));
    }
}
