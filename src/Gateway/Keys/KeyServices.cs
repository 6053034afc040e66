using Acp.Keys;

namespace Acp.Gateway.Keys;

internal static class KeyServices
{
    /// <summary>Needs the store, <see cref="IIds"/>, <see cref="ISecrets"/> and the clock of the host.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddSingleton<AccessKeys>();
        services.AddSingleton<KeyRing>();
        services.AddHostedService<KeyWatch>();
        return services;
    }
}
