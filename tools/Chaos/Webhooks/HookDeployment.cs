using Acp.Chaos.Deployment;
using Acp.Chaos.Provider;
using Acp.Processes;

namespace Acp.Chaos.Webhooks;

/// <summary>Plain gateways that share a store and know nothing of each other, the provider, and the endpoints they tell.</summary>
internal sealed class HookDeployment : IAsyncDisposable
{
    public const string Merchant = "merchant";
    public const string Platform = "platform";
    public const string AdminKey = "demo_admin_key";
    private const string Database = "shop";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-chaos-");
    private readonly List<Node> nodes = [];
    private readonly FakeProvider provider;
    private readonly LocalPostgres? postgres;

    private HookDeployment(FakeProvider provider, LocalPostgres? postgres, Receiver receiver) =>
        (this.provider, this.postgres, Receiver) = (provider, postgres, receiver);

    public Receiver Receiver { get; }

    public IReadOnlyList<Node> Nodes => nodes;

    /// <exception cref="DeploymentFailedException">It does not come up.</exception>
    public static async Task<HookDeployment> Start(ChaosOptions options, EventLog log, TimeProvider clock)
    {
        try
        {
            var postgres = options.OnOneFile ? null : await LocalPostgres.Start("max_connections=400");
            var deployment = new HookDeployment(await FakeProvider.Start(TimeSpan.FromMilliseconds(1)), postgres, await Receiver.Start(clock));
            try
            {
                await deployment.ComeUp(options, log, clock);
                return deployment;
            }
            catch
            {
                await deployment.DisposeAsync();
                throw;
            }
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException or PlatformNotSupportedException)
        {
            throw new DeploymentFailedException($"The deployment does not start. {e.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in (IEnumerable<IAsyncDisposable?>)[.. nodes, postgres, provider, Receiver])
        {
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        folder.Delete(recursive: true);
    }

    private async Task ComeUp(ChaosOptions options, EventLog log, TimeProvider clock)
    {
        if (postgres is not null)
        {
            await postgres.CreateDatabase(Database);
        }

        await File.WriteAllTextAsync(Catalog, Shop.Catalog);
        if (options.Logs is { } logs)
        {
            Directory.CreateDirectory(logs);
        }

        for (var number = 1; number <= options.Nodes; number++)
        {
            var address = new Uri($"http://127.0.0.1:{Ports.Take()}");
            nodes.Add(new Node(number, address, Program(address), options.Logs, log, clock));
            await nodes[^1].UntilReady(TimeSpan.FromMinutes(3)); // The first one makes the database.
        }
    }

    private string Catalog => Path.Combine(folder.FullName, "catalog.json");

    private string Store => postgres is null ? $"sqlite:{Path.Combine(folder.FullName, "acp.db")}" : $"{postgres.ConnectionString(Database)};Timeout=5";

    private ChildSettings Program(Uri address) => ChildSettings.Dotnet(Cluster.ProgramOf(Engine.Gateways), "--urls", address.ToString()) with
    {
        Folder = Repository.Folder("src/Gateway"), // The demo settings.
        Environment = Own().Concat(Endpoints(Receiver.Address)).Concat(provider.Settings).ToDictionary(setting => setting.Key, setting => setting.Value),
    };

    private Dictionary<string, string?> Own() => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Store"] = Store,
        ["Catalog__Path"] = Catalog,
        ["Platforms__0__ApiKeys__0"] = Shop.ApiKey,
    };

    /// <summary>Settings of a node that tells both endpoints of a receiver.</summary>
    public static Dictionary<string, string?> Endpoints(Uri receiver) => new()
    {
        ["Platforms__0__Webhook__Url"] = new Uri(receiver, Platform).ToString(),
        ["Platforms__0__Webhook__Version"] = "2026-04-17",
        ["Platforms__0__Webhook__Secrets__0"] = Receiver.Secret,
        ["Merchant__Webhook__Url"] = new Uri(receiver, Merchant).ToString(),
        ["Merchant__Webhook__Secrets__0"] = Receiver.Secret,
    };
}
