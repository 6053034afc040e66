using Acp.Gateway.Tests.Host;
using Acp.TokenIssues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests;

public sealed class When_a_platforms_policy_is_configured
{
    private static readonly Dictionary<string, string?> Policy = new()
    {
        ["Platforms:0:Tokens:MaximumAmounts:USD"] = "50000",
        ["Platforms:0:Tokens:MaximumAmounts:eur"] = "40000",
        ["Platforms:0:Tokens:Merchants:0"] = "Shop.example",
        ["Platforms:0:Tokens:Merchants:1"] = "bücher.example",
        ["Platforms:0:Tokens:TokensPerDay"] = "1000",
        ["Platforms:0:Tokens:AmountsPerDay:usd"] = "9000000000",
    };

    [Fact]
    public void It_is_the_platforms_own_and_in_lower_case()
    {
        var policy = Read(Policy).Of("one")!;

        Assert.Equal([("eur", 40_000L), ("usd", 50_000L)], policy.MaximumAmounts.Select(it => (it.Key, it.Value)).Order());
        Assert.Equal(["shop.example", "xn--bcher-kva.example"], policy.Merchants!.Order(StringComparer.Ordinal));
        Assert.Equal((1000L, 9_000_000_000L), (policy.TokensPerDay, Assert.Single(policy.AmountsPerDay).Value));
        Assert.Null(Read(Policy).Of("two"));
        Assert.Null(Read(Policy).Of("nobody"));
    }

    [Fact]
    public void What_is_left_out_is_no_limit_but_for_the_currencies()
    {
        var policy = Read(new() { ["Platforms:0:Tokens:MaximumAmounts:usd"] = "1" }).Of("one")!;

        Assert.Null(policy.Merchants);
        Assert.Null(policy.TokensPerDay);
        Assert.Empty(policy.AmountsPerDay);
        Assert.Equal("usd", Assert.Single(policy.MaximumAmounts).Key);
    }

    [Theory]
    [InlineData("Platforms:0:Tokens:MaximumAmounts:usd", "0", "Platforms:0:Tokens:MaximumAmounts:USD must be from 1 to 99999999 minor units.")]
    [InlineData("Platforms:0:Tokens:MaximumAmounts:usd", "100000000", "Platforms:0:Tokens:MaximumAmounts:USD must be from 1 to 99999999 minor units.")]
    [InlineData("Platforms:0:Tokens:MaximumAmounts:usx", "1", "Platforms:0:Tokens:MaximumAmounts:usx is of no currency that can be charged.")]
    [InlineData("Platforms:0:Tokens:AmountsPerDay:jpy", "1", "Platforms:0:Tokens:AmountsPerDay:jpy is of a currency that is not in Platforms:0:Tokens:MaximumAmounts.")]
    [InlineData("Platforms:0:Tokens:AmountsPerDay:usd", "-1", "Platforms:0:Tokens:AmountsPerDay:usd must be from 1 to 1000000000000000 minor units.")]
    [InlineData("Platforms:0:Tokens:TokensPerDay", "0", "Platforms:0:Tokens:TokensPerDay must be at least 1.")]
    [InlineData("Platforms:0:Tokens:Merchants:1", "https://shop.example", "Platforms:0:Tokens:Merchants:1 must be a plain host name")]
    [InlineData("Platforms:1:Tokens:TokensPerDay", "5", "Platforms:1:Tokens:MaximumAmounts is missing")]
    [InlineData("Tokens:DefaultLifetimeSeconds", "0", "Tokens:DefaultLifetimeSeconds must be from 1 to 79200.")]
    [InlineData("Tokens:MaxLifetimeSeconds", "79201", "Tokens:MaxLifetimeSeconds must be from 1 to 79200.")]
    [InlineData("Tokens:MaxLifetimeSeconds", "299", "Tokens:DefaultLifetimeSeconds is above Tokens:MaxLifetimeSeconds.")]
    public void What_it_cannot_mean_stops_the_start_and_names_the_key(string key, string value, string message) =>
        Assert.Contains(message, Faults(Changed(key, value)));

    /// <summary>The binder by itself would leave the platform out, or the limit.</summary>
    [Theory]
    [InlineData("Platforms:0:Tokens:TokensPerDay", "many", "Platforms:0:Tokens:TokensPerDay")]
    [InlineData("Platforms:0:Tokens:MaximumAmounts:USD", "500.00", "Platforms:0:Tokens:MaximumAmounts:USD")]
    [InlineData("Platforms:0:Tokens:TokensADay", "5", "TokensADay")]
    [InlineData("Platforms:0:Token:TokensPerDay", "5", "Token")]
    public void What_cannot_be_read_stops_the_start_and_names_the_key(string key, string value, string named)
    {
        var fault = Faults(Changed(key, value));
        Assert.StartsWith("Platforms:0: ", fault, StringComparison.Ordinal);
        Assert.Contains($"'{named}'", fault, StringComparison.Ordinal);
    }

    /// <summary>An empty list in a file reads like «nobody», and must not come to mean «everybody».</summary>
    [Fact]
    public void An_empty_list_of_merchants_stops_the_start()
    {
        using var file = new MemoryStream("""{"Platforms":[{"Name":"one","ApiKeys":["sk_platform_one_current"],"Tokens":{"MaximumAmounts":{"usd":1},"Merchants":[]}}]}"""u8.ToArray());
        using var services = Services(new ConfigurationBuilder().AddInMemoryCollection(AcpHost.Settings()).AddJsonStream(file).Build());

        Assert.Contains("Platforms:0:Tokens:Merchants is empty", FaultsOf(services), StringComparison.Ordinal);
    }

    [Fact]
    public void Lifetimes_are_whole_seconds()
    {
        using var services = Services(With(new() { ["Tokens:DefaultLifetimeSeconds"] = "60", ["Tokens:MaxLifetimeSeconds"] = "600" }));
        var options = services.GetRequiredService<TokenOptions>();
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)), (options.DefaultLifetime, options.MaxLifetime));
        Assert.Equal("", Faults(Policy));
    }

    /// <summary>Where grains run and nobody is served, too.</summary>
    [Fact]
    public void A_process_without_platforms_of_its_own_reads_it_all_the_same()
    {
        using var services = new ServiceCollection().AddSingleton(With(Policy)).AddReplies().BuildServiceProvider();
        Assert.NotNull(services.GetRequiredService<ITokenPolicies>().Of("one"));
    }

    private static Dictionary<string, string?> Changed(string key, string value) =>
        new(Policy, StringComparer.OrdinalIgnoreCase) { [key] = value };

    private static ITokenPolicies Read(Dictionary<string, string?> settings)
    {
        using var services = Services(With(settings));
        return services.GetRequiredService<ITokenPolicies>();
    }

    private static string Faults(Dictionary<string, string?> settings)
    {
        using var services = Services(With(settings));
        return FaultsOf(services);
    }

    private static string FaultsOf(ServiceProvider services) =>
        Record.Exception(() => services.GetRequiredService<IStartupValidator>().Validate()) switch
        {
            AggregateException e => string.Join('\n', e.InnerExceptions.Select(inner => inner.Message)),
            var e => e?.Message ?? "",
        };

    private static IConfiguration With(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(AcpHost.Settings()).AddInMemoryCollection(settings).Build();

    private static ServiceProvider Services(IConfiguration configuration) =>
        new ServiceCollection().AddSingleton(configuration).AddAcp().BuildServiceProvider();
}
