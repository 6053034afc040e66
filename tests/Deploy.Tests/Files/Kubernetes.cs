using System.Text.Json.Nodes;

namespace Acp.Deploy.Tests.Files;

/// <summary>Everything in deploy/kubernetes.</summary>
internal static class Kubernetes
{
    public const string Folder = "deploy/kubernetes";

    /// <summary>What the manifests leave empty for a shop to fill in, and what one might.</summary>
    public static IReadOnlyDictionary<string, string> OfTheShop { get; } = new Dictionary<string, string>
    {
        ["Merchant__Name"] = "Shop",
        ["Merchant__MerchantId"] = "acct_1",
        ["Merchant__PublicUrl"] = "https://shop.example",
        ["Gateway__TrustedProxies__0"] = "10.42.0.0/16",
        ["Stripe__Account"] = "acct_1",
        ["Platforms__0__Name"] = "agent",
    };

    public static IReadOnlyList<JsonNode> Objects { get; } =
    [
        .. from file in Directory.EnumerateFiles(Source.At(Folder), "*.yaml").Order(StringComparer.Ordinal)
           from document in Yaml.Documents(File.ReadAllText(file))
           select document,
    ];

    public static IReadOnlyList<Workload> Workloads { get; } =
        [.. Objects.Where(it => it.Kind() is "StatefulSet" or "Deployment").Select(it => new Workload(it))];

    public static Workload Silo => Workloads.Single(it => it.Node.Kind() == "StatefulSet");

    public static Workload Gateway => Workloads.Single(it => it.Node.Kind() == "Deployment");

    public static JsonNode Settings => Of("ConfigMap").Single();

    public static IEnumerable<JsonNode> Of(string kind) => Objects.Where(it => it.Kind() == kind);

    public static string Kind(this JsonNode it) => it["kind"]!.ToString();

    public static string NameOf(this JsonNode it) => it["metadata"]!["name"]!.ToString();
}

/// <summary>A StatefulSet or a Deployment, of one container.</summary>
internal sealed record Workload(JsonNode Node)
{
    public string Name => Node.NameOf();

    public int Replicas => (int)Node["spec"]!["replicas"]!;

    public JsonNode Labels => Node["spec"]!["template"]!["metadata"]!["labels"]!;

    public JsonNode Pod => Node["spec"]!["template"]!["spec"]!;

    public JsonNode Container => Pod["containers"].Items().Single();

    public TimeSpan Grace => TimeSpan.FromSeconds((int)Pod["terminationGracePeriodSeconds"]!);

    /// <summary>How long a pod goes on before it is told to stop.</summary>
    public TimeSpan PreStop => TimeSpan.FromSeconds((int?)Container["lifecycle"]?["preStop"]?["sleep"]?["seconds"] ?? 0);

    /// <summary>Name and number.</summary>
    public IReadOnlyDictionary<string, int> Ports =>
        Container["ports"].Items().ToDictionary(port => port["name"]!.ToString(), port => (int)port["containerPort"]!);

    public IEnumerable<JsonNode> Variables => Container["env"].Items();

    /// <summary>Variable, and the key of the secret that it comes from.</summary>
    public IReadOnlyDictionary<string, string> Secrets => Variables
        .Where(it => it["valueFrom"]?["secretKeyRef"] is not null)
        .ToDictionary(it => it["name"]!.ToString(), it => it["valueFrom"]!["secretKeyRef"]!["key"]!.ToString());

    /// <summary>The settings of the ConfigMap and the container's own, references as empty text.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get
        {
            var all = Kubernetes.Settings["data"].Entries().ToDictionary(entry => entry.Key, entry => entry.Value!.ToString());
            foreach (var variable in Variables)
            {
                all[variable["name"]!.ToString()] = variable["value"]?.ToString() ?? "";
            }

            return all;
        }
    }

    public JsonNode Probe(string name) => Container[$"{name}Probe"] ?? throw new InvalidOperationException($"{Name} has no {name}Probe.");
}
