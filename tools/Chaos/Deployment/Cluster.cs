using Acp.Chaos.Provider;
using Acp.Processes;

namespace Acp.Chaos.Deployment;

/// <summary>Nodes, PostgreSQL, the provider, and the network between nodes and database, all of one's own.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string Database = "shop";

    private static readonly TimeSpan ProviderTakes = TimeSpan.FromMilliseconds(30);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-chaos-");
    private readonly List<Node> nodes = [];
    private readonly List<Relay> relays = [];
    private readonly List<Func<Build, ChildSettings>> programs = [];

    private Cluster(LocalPostgres postgres, FakeProvider provider) => (Postgres, Provider) = (postgres, provider);

    public LocalPostgres Postgres { get; }

    public FakeProvider Provider { get; }

    public IReadOnlyList<Node> Nodes => nodes;

    /// <summary>Between the node of the same place and the database.</summary>
    public IReadOnlyList<Relay> Relays => relays;

    /// <exception cref="DeploymentFailedException">It was not built.</exception>
    public static string ProgramOf(Engine engine) => ProgramOf(engine, Repository.Own);

    /// <exception cref="DeploymentFailedException">It was not built.</exception>
    public static string ProgramOf(Engine engine, Build build) =>
        engine == Engine.Silo ? build.Program("src/Silo", "Acp.Silo") : build.Program("src/Gateway", "Acp.Gateway");

    /// <exception cref="DeploymentFailedException">It does not come up.</exception>
    public static async Task<Cluster> Start(ChaosOptions options, EventLog log, TimeProvider clock)
    {
        try
        {
            var cluster = new Cluster(await LocalPostgres.Start("max_connections=400"), await FakeProvider.Start(ProviderTakes));
            try
            {
                await cluster.ComeUp(options, log, clock);
                return cluster;
            }
            catch
            {
                await cluster.DisposeAsync();
                throw;
            }
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException or PlatformNotSupportedException)
        {
            throw new DeploymentFailedException($"The deployment does not start. {e.Message}");
        }
    }

    /// <summary>From its next start on, a node is of another build, at the same ports.</summary>
    public void Change(Node node, Build build) => node.Change(programs[node.Number - 1](build));

    public async ValueTask DisposeAsync()
    {
        foreach (var part in (IEnumerable<IAsyncDisposable>)[.. nodes, .. relays, Postgres, Provider])
        {
            await part.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    private async Task ComeUp(ChaosOptions options, EventLog log, TimeProvider clock)
    {
        await Postgres.CreateDatabase(Database);
        await File.WriteAllTextAsync(Catalog, Shop.Catalog);
        StartNodes(options, log, clock);
        await Task.WhenAll(nodes.Select(node => node.UntilReady(TimeSpan.FromMinutes(2))));
    }

    private string Catalog => Path.Combine(folder.FullName, "catalog.json");

    private void StartNodes(ChaosOptions options, EventLog log, TimeProvider clock)
    {
        if (options.Logs is { } logs)
        {
            Directory.CreateDirectory(logs);
        }

        for (var number = 1; number <= options.Nodes; number++)
        {
            var relay = new Relay(Postgres.Port);
            var address = new Uri($"http://127.0.0.1:{Ports.Take()}");
            relays.Add(relay);
            programs.Add(Program(options, address, relay));
            nodes.Add(new Node(number, address, programs[^1](options.Build ?? Repository.Own), options.Logs, log, clock));
        }
    }

    private Func<Build, ChildSettings> Program(ChaosOptions options, Uri address, Relay relay)
    {
        var settings = new[] { Common(relay), Provider.Settings, options.Engine == Engine.Silo ? Silo(options) : [], options.More }
            .SelectMany(settings => settings).ToDictionary(setting => setting.Key, setting => setting.Value);
        return build => ChildSettings.Dotnet(ProgramOf(options.Engine, build), "--urls", address.ToString()) with
        {
            Folder = build.Folder("src/Gateway"), // The demo settings are the gateway's, for both.
            Environment = settings,
        };
    }

    private Dictionary<string, string?> Common(Relay relay) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Store"] = $"{Postgres.ConnectionString(Database)};Timeout=5".Replace($"Port={Postgres.Port};", $"Port={relay.Port};", StringComparison.Ordinal),
        ["Catalog__Path"] = Catalog,
        ["Platforms__0__ApiKeys__0"] = Shop.ApiKey,
        ["Checkout__SettleAfter"] = "00:00:05", // Below a complete's time on purpose: who settles and who completes shall meet.
        ["Checkout__SettleAtMost"] = "00:00:10",
        ["Checkout__LookAtWaitingAfter"] = "00:00:05",
    };

    // Fixed while the run lasts: a silo that returns must be known as the successor of the one that died there.
    private static Dictionary<string, string?> Silo(ChaosOptions options) => new()
    {
        ["Cluster__Silos"] = $"{options.Nodes}",
        ["Cluster__SiloPort"] = $"{Ports.Take()}",
        ["Cluster__GatewayPort"] = $"{Ports.Take()}",
    };
}
