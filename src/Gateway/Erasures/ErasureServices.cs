using Acp.CheckoutSessions;
using Acp.Erasures;
using Acp.Store;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Erasures;

/// <summary>Buyers' data that goes: on request, and by age.</summary>
internal static class ErasureServices
{
    /// <summary>Needed by whoever serves operators, does what is due, or runs a command.</summary>
    public static IServiceCollection AddErasing(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new ErasurePorts(
            provider.GetRequiredService<IStore>(),
            provider.GetRequiredService<IInventory>(),
            provider.GetRequiredService<IReplies>(),
            provider.GetRequiredService<IIds>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<CheckoutOptions>>().Value,
            new ReplyPaths(CheckoutEndpoints.Collection)));
        services.TryAddSingleton<ErasureDesk>();
        return services;
    }

    /// <summary>What becomes of orders with time.</summary>
    public static IServiceCollection AddOrderRetention(this IServiceCollection services)
    {
        services.AddErasing();
        services.AddOptions<OrderRetentionOptions>().BindConfiguration(OrderRetentionOptionsValidator.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OrderRetentionOptions>, OrderRetentionOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<OrderRetentionOptions>>().Value);
        return services.AddSingleton<OrderRetention>();
    }
}
