using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests.Host;

/// <summary>Every version that the service speaks, as it registers them.</summary>
internal static class Versions
{
    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<IAcpVersion> All { get; } = [.. Registered().OrderBy(version => version.Name, StringComparer.Ordinal)];

    public static IEnumerable<string> Names => All.Select(version => version.Name);

    /// <summary>For a test that holds in each of them.</summary>
    public static TheoryData<string> Each => [.. Names];

    public static IAcpVersion Named(string name) => All.Single(version => version.Name == name);

    private static IEnumerable<IAcpVersion> Registered() => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(AcpHost.Settings()).Build())
        .AddReplies()
        .BuildServiceProvider()
        .GetServices<IAcpVersion>();
}
