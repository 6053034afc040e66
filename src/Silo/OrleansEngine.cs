using Acp.CheckoutSessions;
using Acp.Clustering;
using Acp.Gateway.Hosting;
using Acp.Gateway.Telemetry;
using Acp.Silo.Cluster;
using Acp.Silo.Engine;
using Acp.Silo.Grains;
using Microsoft.Extensions.Configuration.Memory;
using Orleans.Configuration;
using Orleans.Diagnostics;
using Orleans.Serialization.Configuration;

namespace Acp.Silo;

/// <summary>Registers the engine of a cluster, as a part of it or as its client.</summary>
internal static class OrleansEngine
{
    // First in line, so that any other setting wins over it.
    private static readonly Dictionary<string, string?> Quiet = new() { ["Logging:LogLevel:Orleans"] = "Warning" };

    /// <exception cref="ConfigurationException">The message names the key.</exception>
    public static Duties AddOrleansEngine(this IHostApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Quiet });
        var settings = ClusterSettings.Read(builder.Configuration);
        var membership = Membership.Of(settings, builder.Configuration["Store"]);
        var isTraced = AddTraces(builder);
        if (settings.Role == ClusterRole.Gateway)
        {
            builder.UseOrleansClient(client => AddClient(client, settings, membership, isTraced));
            return Duties.Serve;
        }

        var limits = builder.Configuration.Read<EngineLimits>("Engine", it => it.Problems());
        var address = Addresses.Find(settings.AdvertisedAddress, builder.Environment.IsDevelopment());
        builder.UseOrleans(silo =>
        {
            silo.ConfigureEndpoints(address, settings.SiloPort, settings.GatewayPort, listenOnAnyHostAddress: !System.Net.IPAddress.IsLoopback(address));
            silo.Configure<ClusterOptions>(cluster => Name(cluster, settings));
            membership.Use(silo);
            silo.AddSilo(settings.Silos, limits);
            _ = isTraced ? silo.AddActivityPropagation() : silo;
        });
        return settings.Role == ClusterRole.Silo ? Duties.Due : Duties.Due | Duties.Serve;
    }

    /// <summary>Everything of a silo but where it is and where it finds the others. It needs the ports of the actors.</summary>
    public static ISiloBuilder AddSilo(this ISiloBuilder silo, int planned, EngineLimits limits)
    {
        silo.Services.AddSingleton(limits);
        silo.Services.AddSingleton(provider => provider.GetRequiredService<CheckoutPorts>().Instruments.Grains);
        silo.Services.AddSingleton<IConfigureGrainContextProvider, GrainCounting>();
        silo.AddIncomingGrainCallFilter<CallLimits>();
        silo.Configure<GrainCollectionOptions>(collection => Collect(collection, limits.IdleAfter));
        silo.Configure<ClusterMembershipOptions>(detection => FailureDetection.Tune(detection, planned));
        AddEngine(silo.Services);
        return silo;
    }

    public static void AddEngine(IServiceCollection services)
    {
        AddContracts(services);
        services.AddSingleton(provider => new Asking(provider.GetRequiredService<TimeProvider>(), new AskingTimes()));
        services.AddSingleton<IGrains, OrleansGrains>();
        services.AddSingleton<IClusterView, OrleansClusterView>();
    }

    /// <summary>Answers are declared as their abstract base, which has no converter of its own.</summary>
    public static void AddContracts(IServiceCollection services) =>
        services.Configure<TypeManifestOptions>(types => types.AddAllowedAssembly(typeof(IGrains).Assembly));

    // A trace goes on in the silo that the grain is in. Where none is sent, calls carry nothing.
    private static bool AddTraces(IHostApplicationBuilder builder)
    {
        if (!Traces.AreSent(builder.Configuration))
        {
            return false;
        }

        builder.Services.AddTraceSource(ActivitySources.ApplicationGrainActivitySourceName);
        return true;
    }

    private static void AddClient(IClientBuilder client, ClusterSettings settings, Membership membership, bool isTraced)
    {
        _ = isTraced ? client.AddActivityPropagation() : client;
        client.Configure<ClusterOptions>(cluster => Name(cluster, settings));
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5)); // A silo that has joined shall serve soon.
        client.UseConnectionRetryFilter(NextSecond);
        membership.Use(client);
        AddEngine(client.Services);
    }

    // A gateway may be started before the silos: it waits for the first, and serves nobody meanwhile.
    private static async Task<bool> NextSecond(Exception cause, CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stop);
        return true;
    }

    private static void Name(ClusterOptions cluster, ClusterSettings settings) =>
        (cluster.ClusterId, cluster.ServiceId) = (settings.ClusterId, settings.ServiceId);

    // The age must exceed the quantum in which idle grains are looked for.
    private static void Collect(GrainCollectionOptions collection, TimeSpan idleAfter) =>
        (collection.CollectionAge, collection.CollectionQuantum) = (idleAfter, idleAfter / 4);
}
