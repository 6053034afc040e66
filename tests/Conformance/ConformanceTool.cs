using System.CommandLine.Help;
using Acp.Conformance.Driving;
using Acp.Conformance.Examples;
using Acp.Conformance.Protocol;
using Acp.Conformance.Reporting;
using Acp.Conformance.Rules;
using Acp.Conformance.Specification;

namespace Acp.Conformance;

/// <summary>From the command line to the exit code.</summary>
internal static class ConformanceTool
{
    /// <summary>No rule is red.</summary>
    public const int Conforms = 0;

    public const int Deviates = 1;

    /// <summary>Wrong usage, or no schemas to hold answers against.</summary>
    public const int Unusable = 2;

    private const string Help = """

        Examples:
          # this repository's gateway, started in another terminal with dotnet run --project src/Gateway
          dotnet run --project tests/Conformance

          # one version of another server, with what it sells and the tokens it can charge
          dotnet run --project tests/Conformance -- --base-url http://localhost:3000 --key KEY --version 2026-04-17 \
            --physical-item sku_1 --second-item sku_2 --digital-item sku_3 --json findings.json

        The protocol's schemas and examples are read from ACP_SPEC_DIR, or from ../shared/acp-spec beside the repository.
        Exit codes: 0 no rule is red (with --strict: and each was tried), 1 otherwise, 2 wrong usage or no schemas.
        """;

    public static async Task<int> Run(IReadOnlyList<string> args, TextWriter output, TextWriter errors, string? specDirectory = null)
    {
        var commandLine = new CommandLine();
        var line = commandLine.Parse(args);
        if (line.Action is HelpAction)
        {
            line.InvocationConfiguration.Output = output;
            await line.InvokeAsync();
            await output.WriteLineAsync(Help);
            return Conforms;
        }

        if (line.Errors.Count > 0)
        {
            await errors.WriteLineAsync($"{string.Join(Environment.NewLine, line.Errors.Select(error => error.Message).Distinct())} See --help.");
            return Unusable;
        }

        var spec = specDirectory is null ? SpecFolder.Find(AppContext.BaseDirectory) : new SpecFolder(specDirectory);
        if (!spec.IsPresent)
        {
            await errors.WriteLineAsync(spec.WhyAbsent);
            return Unusable;
        }

        return await Run(commandLine.Read(line), spec, output);
    }

    private static async Task<int> Run(Wish wish, SpecFolder spec, TextWriter output)
    {
        using var http = Client(wish.Shop);
        var report = await Try(http, wish.Shop, wish.Versions, spec, output);
        await output.WriteLineAsync(TextReport.Write(report));
        await Write(wish.Json, () => JsonReport.Write(report));
        await Write(wish.Markdown, () => MarkdownReport.Write(report));
        return report.Conforms && (report.IsWhole || !wish.Strict) ? Conforms : Deviates;
    }

    /// <param name="output">Told how far it is.</param>
    public static async Task<Report> Try(HttpClient http, ShopFacts shop, IReadOnlyList<string> versions, SpecFolder spec, TextWriter output)
    {
        var findings = new List<Finding>();
        var replays = new List<Replay>();
        foreach (var wire in versions.Select(Wires.Of))
        {
            await output.WriteAsync($"{wire.Version} ");
            findings.AddRange(await new VersionRun(http, wire, shop, spec).Try(RuleBook.All, new Progress(output).Found));
            replays.AddRange(await new ExampleReplays(http, wire, shop, spec).Go());
            await output.WriteLineAsync();
        }

        return new Report(findings, replays, [.. versions.SelectMany(version => PublishedExamples.Of(version, spec)).Where(example => example.Faults.Count > 0)]);
    }

    public static HttpClient Client(ShopFacts shop, HttpMessageHandler? handler = null) =>
        new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = shop.BaseUrl, Timeout = shop.Timeout };

    private static Task Write(FileInfo? file, Func<string> text) => file is null ? Task.CompletedTask : File.WriteAllTextAsync(file.FullName, text());
}
