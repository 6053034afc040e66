using Acp.Conformance.Reporting;
using Acp.Conformance.Specification;
using Acp.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(Acp.Conformance.Tests.RealGateway))]

namespace Acp.Conformance.Tests;

/// <summary>The gateway as a process of its own with the demo shop, configured so that nothing of the protocol is left out.</summary>
public sealed class RealGateway : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-conformance-");
    private readonly SemaphoreSlim once = new(1);
    private GatewayProcess? gateway;
    private Report? report;

    internal ShopFacts Shop => new() { BaseUrl = gateway!.Address, OtherKey = "second_platform_key", Timeout = TimeSpan.FromMinutes(1) };

    internal static SpecFolder Spec { get; } = SpecFolder.Find(Repository.Root);

    public async ValueTask InitializeAsync() => gateway = await GatewayProcess.Start(folder.FullName, null, [.. Settings]);

    /// <summary>Everything, tried once in all versions and looked at by whoever asks.</summary>
    internal async Task<Report> Tried()
    {
        await once.WaitAsync();
        try
        {
            using var http = ConformanceTool.Client(Shop);
            return report ??= await ConformanceTool.Try(http, Shop, Protocol.Released.All, Spec, TextWriter.Null);
        }
        finally
        {
            once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
        }

        once.Dispose();
        folder.Delete(recursive: true);
    }

    private static readonly (string Key, string Value)[] Settings =
    [
        ("Store", "memory:"),
        ("Logging__LogLevel__Default", "Warning"),
        ("Platforms__1__Name", "second"),
        ("Platforms__1__ApiKeys__0", "second_platform_key"),
    ];
}
