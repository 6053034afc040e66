using System.Text.Json;

namespace Acp.Architecture.Tests;

public class When_the_sources_are_read
{
    public static TheoryData<string> RuleNames => [.. Rules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Every_file_keeps_the_rule(string name)
    {
        var rule = Named(name);
        var breaches = rule.BreachesIn(SourceFile.All);

        Assert.Contains(SourceFile.All, rule.Covers);
        Assert.True(breaches is [], string.Join('\n', breaches));
    }

    [Fact]
    public void All_that_decides_is_found() =>
        Assert.Superset(
            new HashSet<string> { "AnswerDecider", "Calculation", "CompleteDecider", "NeverCharged", "Payment", "Schedule", "SettleDecider", "SharedPaymentToken", "Transition" },
            SourceFile.All.Where(Rules.Decides).Select(file => Path.GetFileNameWithoutExtension(file.Path)).ToHashSet());

    /// <summary>A rule that finds nothing is kept by everything: each must find what it is there for.</summary>
    [Theory]
    [InlineData("Orleans is named", "src/Grains/A.cs", "using Orleans.Runtime;")]
    [InlineData("Orleans is named", "tests/Grains.Tests/A.csproj", """<PackageReference Include="Microsoft.Orleans.Sdk" />""")]
    [InlineData("Stripe is named", "src/Grains/CheckoutSessions/A.cs", "using Acp.Payments.Stripe;")]
    [InlineData("Stripe is named", "src/Gateway/Acp/A.cs", "new FakeStripe()")]
    [InlineData("As a word", "src/Gateway/Acp/Http/A.cs", """var psp = "stripe";""")]
    [InlineData("A version of", "src/Gateway/Acp/Http/A.cs", """const string Version = "2026-04-17";""")]
    [InlineData("A version of", "src/Gateway/Hosting/A.cs", """$"curl -H 'API-Version: 2025-09-29'";""")]
    [InlineData("A version of", "src/Gateway/Acp/AcpServices.cs", "services.AddSingleton<Version20260417.Words>();")]
    [InlineData("A version of", "src/Gateway/Acp/Rendering/A.cs", "using Acp.Gateway.Version20260130;")]
    [InlineData("SQL is written", "src/Grains/A.cs", "using Microsoft.Data.Sqlite;")]
    [InlineData("SQL is written", "src/Gateway/Admin/A.cs", """var all = "SELECT * FROM state";""")]
    [InlineData("SQL is written", "src/Gateway/Gateway.csproj", """<PackageReference Include="Microsoft.Data.Sqlite" />""")]
    [InlineData("Markdown is read", "src/Gateway/Acp/A.cs", "using Markdig;")]
    [InlineData("The benchmark", "bench/Contenders/A.cs", "using Npgsql;")]
    [InlineData("The benchmark", "bench/Bench.csproj", """<PackageReference Include="Microsoft.Data.Sqlite" />""")]
    [InlineData("HTTP is served", "src/Grains/A.cs", "void Answer(HttpContext http)")]
    [InlineData("HTTP is served", "src/InProcess/A.cs", "using Microsoft.AspNetCore.Http;")]
    [InlineData("HTTP is served", "src/Storage/Storage.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web">""")]
    [InlineData("The library for signatures", "src/Gateway/Acp/Http/A.cs", "using NSec.Cryptography;")]
    [InlineData("The library that exports", "src/Grains/A.cs", "using OpenTelemetry.Metrics;")]
    [InlineData("The library that exports", "src/Silo/Silo.csproj", """<PackageReference Include="OpenTelemetry" />""")]
    [InlineData("What decides", "src/Grains/Orders/A.cs", "static class RefundDecider { static Task Decide() }")]
    [InlineData("What decides", "src/Grains/Pricing/A.cs", "static class Calculation { static Quote Price(TimeProvider time) }")]
    [InlineData("What decides", "src/Grains/CheckoutSessions/A.cs", "sealed class Transition(IStore store)")]
    [InlineData("An activation", "src/InProcess/A.cs", "await call().ConfigureAwait(false);")]
    [InlineData("An activation", "src/Silo/Engine/A.cs", "await call().ConfigureAwait(false);")]
    [InlineData("References run", "src/Grains/Grains.csproj", """<ProjectReference Include="../Storage/Storage.csproj" />""")]
    [InlineData("References run", "src/InProcess/InProcess.csproj", """<ProjectReference Include="..\Gateway\Gateway.csproj" />""")]
    [InlineData("References run", "src/Unheard/Unheard.csproj", "<Project />")]
    public void A_breach_is_found(string rule, string path, string text) =>
        Assert.NotEmpty(Named(rule).BreachesIn([new SourceFile(path, text)]));

    [Fact]
    public void A_file_that_is_too_long_is_found() =>
        Assert.NotEmpty(Named("No file").BreachesIn([new SourceFile("src/Grains/A.cs", new string('\n', 301))]));

    [Theory]
    [InlineData("// Stripe may forget keys.")]
    [InlineData("/* SELECT */ /// <summary>Orleans</summary>")]
    [InlineData("""var address = "http://here"; // Orleans""")]
    [InlineData("var quote = '\"'; // Stripe \"")]
    public void Comments_may_speak_of_anything(string text) =>
        Assert.All(Rules.All, rule => Assert.Empty(rule.BreachesIn([new SourceFile("src/Grains/A.cs", text)])));

    [Theory]
    [InlineData("""var address = "http://here"; using Orleans;""")]
    [InlineData("var address = @\"c:\\\"; using Orleans; // \"")]
    [InlineData("var slashes = '/'; using Orleans; //")]
    public void Code_behind_what_only_looks_like_a_comment_is_read(string text) =>
        Assert.NotEmpty(Named("Orleans").BreachesIn([new SourceFile("src/Grains/A.cs", text)]));

    /// <summary>What is built and tested where the engine's packages do not restore: everything but what names it.</summary>
    [Fact]
    public void Without_Orleans_all_the_rest_is_built()
    {
        using var filter = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "Acp.NoOrleans.slnf")));
        Assert.Equal(
            SourceFile.All.Where(file => file.IsProject && !file.IsIn("src/Silo", "tests/Silo.Tests")).Select(file => file.Path).Order(StringComparer.Ordinal),
            filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray()
                .Select(project => project.GetString()!.Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    private static Rule Named(string start) => Rules.All.Single(rule => rule.Name.StartsWith(start, StringComparison.Ordinal));
}
