using System.Globalization;
using System.Text.RegularExpressions;
using Acp.Deploy.Tests.Files;

namespace Acp.Deploy.Tests;

/// <summary>
/// The section Cluster, read from its source: what runs a cluster does not build on every machine, and what deploys it must be
/// checked on all.
/// </summary>
internal static partial class ClusterSettings
{
    private const string File = "src/Silo/Cluster/ClusterSettings.cs";

    /// <summary>Where the source is not there yet: what has been agreed on.</summary>
    private const string Agreed = """
        internal enum ClusterRole { Both, Silo, Gateway, }
        public ClusterRole Role { get; set; } = ClusterRole.Both;
        public string ClusterId { get; set; } = "acp";
        public string ServiceId { get; set; } = "acp";
        public int SiloPort { get; set; } = 11111;
        public int GatewayPort { get; set; } = 30000;
        public string? AdvertisedAddress { get; set; }
        public int Silos { get; set; } = 1;
        """;

    private static readonly string Text = Source.Exists(File) ? Source.Read(File) : Agreed;

    private static readonly Dictionary<string, string> Defaults = Property().Matches(Text)
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);

    private static readonly string[] Roles =
        [.. Member().Matches(RoleNames().Match(Text).Groups["members"].Value).Select(match => match.Value)];

    public static int SiloPort => int.Parse(Defaults["SiloPort"], CultureInfo.InvariantCulture);

    public static int GatewayPort => int.Parse(Defaults["GatewayPort"], CultureInfo.InvariantCulture);

    public static bool Has(string key) => key.Split(':') is ["Cluster", var name] && Defaults.ContainsKey(name);

    public static bool IsRole(string value) => Roles.Contains(value, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"public [\w?]+ (?<name>\w+) \{ get; set; \}(?: = (?<value>[^;]+);)?")]
    private static partial Regex Property();

    [GeneratedRegex(@"enum ClusterRole\s*\{(?<members>[^}]*)\}")]
    private static partial Regex RoleNames();

    [GeneratedRegex(@"(?<=^|[\s{])[A-Z]\w+(?=,)")]
    private static partial Regex Member();
}
