using Acp.CheckoutSessions;
using Acp.Clustering;
using Acp.Deliveries;
using Acp.InProcess;
using Acp.Orders;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Gateway.Hosting;

/// <summary>The engine for one process.</summary>
internal static class InProcessEngine
{
    public static void AddInProcessEngine(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IConfiguration>().GetSection("Engine").Get<InProcessOptions>() ?? new());
        builder.Services.AddSingleton<IGrains>(provider => Start(provider));
        builder.Services.AddSingleton<IClusterView>(provider =>
            new InProcessCluster((InProcessGrains)provider.GetRequiredService<IGrains>(), Environment.MachineName, provider.GetRequiredService<TimeProvider>()));
    }

    private static InProcessGrains Start(IServiceProvider provider)
    {
        var ports = provider.GetRequiredService<CheckoutPorts>();
        var tokens = provider.GetRequiredService<TokenPorts>();
        var orders = provider.GetRequiredService<OrderPorts>();
        var deliveries = provider.GetRequiredService<DeliveryPorts>();
        InProcessGrains? engine = null;
        return engine = new InProcessGrains(
            id => new CheckoutSessionActor(id, ports),
            id => new SharedPaymentTokenActor(id, tokens, session => engine!.Get<ICheckoutSession>(session)),
            id => new TokenIssueActor(id, tokens, token => engine!.Get<ISharedPaymentToken>(token)),
            id => new ProviderEventActor(id, tokens, engine!),
            id => new OrderActor(id, orders),
            id => new DeliveryActor(id, deliveries),
            provider.GetRequiredService<InProcessOptions>(),
            ports.Clock,
            ports.Instruments.Grains);
    }
}
