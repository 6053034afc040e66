using Acp.CheckoutSessions;
using Acp.InProcess;
using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Hosting;

/// <summary>The engine for one process.</summary>
internal static class InProcessEngine
{
    public static void AddInProcessEngine(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IConfiguration>().GetSection("Engine").Get<InProcessOptions>() ?? new());
        builder.Services.AddSingleton<IGrains>(provider => Start(provider));
    }

    private static InProcessGrains Start(IServiceProvider provider)
    {
        var ports = provider.GetRequiredService<CheckoutPorts>();
        InProcessGrains? engine = null;
        return engine = new InProcessGrains(
            id => new CheckoutSessionActor(id, ports),
            id => new SharedPaymentTokenActor(id, ports, session => engine!.Get<ICheckoutSession>(session)),
            provider.GetRequiredService<InProcessOptions>(),
            ports.Clock);
    }
}
