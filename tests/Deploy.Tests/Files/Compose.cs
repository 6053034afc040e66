using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Acp.Deploy.Tests.Files;

/// <summary>docker-compose.yml, with what a shop would put in its .env filled in.</summary>
internal static partial class Compose
{
    public const string Path = "docker-compose.yml";
    public const string Example = "deploy/compose.env.example";

    /// <summary>What the example leaves for the shop to fill in.</summary>
    private static readonly Dictionary<string, string> Secrets = new()
    {
        ["POSTGRES_PASSWORD"] = "aPasswordOfItsOwn",
        ["ACP_PLATFORM_KEY"] = "a_platform_key_of_its_own",
        ["ACP_ADMIN_KEY"] = "an_admin_key_of_its_own",
        ["STRIPE_SECRET_KEY"] = "sk_test_ofItsOwn",
        ["STRIPE_WEBHOOK_SECRET"] = "whsec_ofItsOwn",
        ["STRIPE_ISSUER_SECRET_KEY"] = "sk_test_ofTheIssuer",
        ["STRIPE_ISSUER_WEBHOOK_SECRET"] = "whsec_ofTheIssuer",
    };

    public static IReadOnlyDictionary<string, string> ExampleVariables { get; } = Source.Read(Example).Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    public static IReadOnlySet<string> Variables { get; } =
        Variable().Matches(Source.Read(Path)).Select(match => match.Groups["name"].Value).ToHashSet();

    private static readonly JsonNode Root = Yaml.Merged(Variable().Replace(Source.Read(Path), Filled));

    public static IReadOnlyList<Service> Services { get; } =
        [.. Root["services"].Entries().Select(service => new Service(service.Key, service.Value!))];

    /// <summary>Those that run our image.</summary>
    public static IEnumerable<Service> Processes => Services.Where(service => service.Node["build"] is not null);

    /// <summary>Those that are a silo or a gateway.</summary>
    public static IEnumerable<Service> Members => Processes.Where(service => service.Environment.ContainsKey("Cluster__Role"));

    public static Service Database => Named("postgres");

    public static Service Named(string name) => Services.Single(service => service.Name == name);

    private static string Filled(Match match)
    {
        var name = match.Groups["name"].Value;
        var value = Secrets.GetValueOrDefault(name) ?? ExampleVariables.GetValueOrDefault(name);
        return string.IsNullOrEmpty(value) && match.Groups["otherwise"].Value.StartsWith(":?", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"Nothing fills in {name}.")
            : value ?? "";
    }

    [GeneratedRegex(@"\$\{(?<name>\w+)(?<otherwise>:[?-][^}]*)?\}")]
    private static partial Regex Variable();
}

internal sealed record Service(string Name, JsonNode Node)
{
    public IReadOnlyDictionary<string, string> Environment =>
        Node["environment"].Entries().ToDictionary(entry => entry.Key, entry => entry.Value?.ToString() ?? "");

    public IReadOnlyList<string> Command => [.. Node["command"].Items().Select(word => word.ToString())];

    /// <summary>Host address and both ports.</summary>
    public IReadOnlyList<string[]> Ports => [.. Node["ports"].Items().Select(port => port.ToString().Split(':'))];

    public IReadOnlyList<string> Probe => [.. Node["healthcheck"]!["test"].Items().Select(word => word.ToString())];

    public TimeSpan Grace => Seconds(Node["stop_grace_period"]);

    public TimeSpan ProbeTimeout => Seconds(Node["healthcheck"]!["timeout"]);

    private static TimeSpan Seconds(JsonNode? text) =>
        TimeSpan.FromSeconds(int.Parse(text!.ToString().TrimEnd('s'), CultureInfo.InvariantCulture));
}
