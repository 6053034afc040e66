using System.Text.RegularExpressions;

namespace Acp.Architecture.Tests;

internal static partial class Rules
{
    private const int LongestFile = 300;

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Forbids(
            "Orleans is named in src/Silo and its tests only",
            file => !file.IsIn("src/Silo", "tests/Silo.Tests", "tests/Architecture.Tests"),
            Orleans()),

        // The gateway's project builds the composition root, and so references the fake; chaos starts it as a process.
        Rule.Forbids(
            "Stripe is named by its adapter, its fake, the composition root, the simulator, which is another, and where chaos starts the fake, only",
            file => file.IsIn("src", "tools")
                && !file.IsIn("src/Grains/Payments/Stripe", "src/FakeStripe", "tools/FakeStripe", "src/Gateway/Hosting", "tools/Simulator", "tools/Chaos/Provider")
                && file.Path is not ("src/Gateway/Gateway.csproj" or "tools/Chaos/Chaos.csproj"),
            Stripe()),
        Rule.Forbids(
            "As a word of the protocol, stripe is written where a session is rendered",
            file => file.IsIn("src", "tools")
                && !file.IsIn("src/Grains/Payments/Stripe", "src/FakeStripe", "tools/FakeStripe", "src/Gateway/Hosting", "tools/Simulator", "tools/Chaos/Provider")
                && !IsRendering(file),
            LowerStripe()),
        new(
            "A version of the protocol is known in its own folder, and registered in one line; a client speaks one",
            file => file.IsCSharp && file.IsIn("src") && !ProtocolVersions.IsFolderOfOne(file) && file.Path != "src/Client/ProtocolVersion.cs",
            ProtocolVersions.Breaches),
        Rule.Forbids(
            "SQL is written in src/Storage only",
            file => file.IsIn("src", "tools") && !file.IsIn("src/Storage"),
            Sql()),
        Rule.Forbids(
            "Markdown is read in one place",
            file => file.IsIn("src", "tools", "bench") && file.IsCSharp && file.Path != "src/Grains/Pricing/Catalog/Markdown.cs",
            Markdig()),
        Rule.Forbids(
            "The benchmark asks no store and no provider by itself: it measures the product's own way to them",
            file => file.IsIn("bench"),
            OwnWay()),
        Rule.Forbids(
            "HTTP is served in src/Gateway and tools only",
            file => file.IsIn("src") && !file.IsIn("src/Gateway"),
            Http()),
        Rule.Forbids(
            "The library for signatures is named where signing keys are only",
            file => file.IsIn("src", "tools") && !file.IsIn("src/Gateway/Acp/Signing") && file.Path is not "src/Gateway/Gateway.csproj",
            SignatureLibrary()),
        Rule.Forbids(
            "The library that exports metrics and traces is named in one place only",
            file => file.IsIn("src", "tools", "bench") && !file.IsIn("src/Gateway/Telemetry") && file.Path is not "src/Gateway/Gateway.csproj",
            Exporter()),
        Rule.Forbids(
            "What decides is pure: no clock, no waiting, no store",
            Decides,
            Effects()),
        Rule.Forbids(
            "An activation's continuations come back to its scheduler",
            file => file.IsCSharp && file.IsIn("src/Grains", "src/InProcess", "src/Silo"),
            LeavesTheScheduler()),
        new(
            "References run one way",
            file => file.IsProject && file.IsIn("src", "tools", "bench", "samples"),
            References.Breaches),
        new(
            $"No file is longer than {LongestFile} lines",
            file => file.IsCSharp && file.IsIn("src"),
            file => file.Text.Count(c => c == '\n') is > LongestFile and var lines ? [$"{lines} lines"] : []),
    ];

    /// <summary>Found by what a file declares, so that moving or renaming the file changes nothing.</summary>
    public static bool Decides(SourceFile file) => file.IsIn("src/Grains") && DeclaresADecision().IsMatch(file.Code);

    private static bool IsRendering(SourceFile file) => file.IsIn("src/Gateway/Acp") && file.Path.Contains("/Rendering/", StringComparison.Ordinal);

    // Our own name is not the engine's.
    [GeneratedRegex(@"(?<!Acp\.)\bOrleans\b")]
    private static partial Regex Orleans();

    [GeneratedRegex(@"\w*Stripe\w*")]
    private static partial Regex Stripe();

    [GeneratedRegex(@"\w*(?:stripe|STRIPE)\w*")]
    private static partial Regex LowerStripe();

    [GeneratedRegex(@"\w*(?:Sqlite|SQLite|Npgsql)\w*|\b(?:SELECT|INSERT INTO|DELETE FROM|CREATE TABLE|UPDATE \w+ SET)\b")]
    private static partial Regex Sql();

    [GeneratedRegex(@"\b(?:Microsoft\.Data\.Sqlite|SQLitePCL|Npgsql|StripeProvider|SELECT|INSERT INTO)\b")]
    private static partial Regex OwnWay();

    [GeneratedRegex(@"\bMarkdig\b")]
    private static partial Regex Markdig();

    [GeneratedRegex(@"\bMicrosoft\.AspNetCore\b|\bMicrosoft\.NET\.Sdk\.Web\b|\bHttpContext\b")]
    private static partial Regex Http();

    [GeneratedRegex(@"\b(?:TimeProvider|UtcNow|Task|ValueTask|async|await|IStore|ILogger|IIds)\b")]
    private static partial Regex Effects();

    [GeneratedRegex(@"\bOpenTelemetry\b")]
    private static partial Regex Exporter();

    [GeneratedRegex(@"\bNSec\b")]
    private static partial Regex SignatureLibrary();

    [GeneratedRegex(@"\bConfigureAwait\(\s*false\s*\)")]
    private static partial Regex LeavesTheScheduler();

    [GeneratedRegex(@"\b(?:class|record|struct)\s+(?:\w*Decider|Payment|SharedPaymentToken|Transition|Calculation|NeverCharged|Schedule)\b")]
    private static partial Regex DeclaresADecision();
}
