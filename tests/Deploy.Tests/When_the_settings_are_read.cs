using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acp.Deploy.Tests.Files;
using Acp.Gateway.Hosting;

namespace Acp.Deploy.Tests;

public sealed class When_the_settings_are_read
{
    /// <summary>Settings that only one process can have.</summary>
    private static readonly string[] OfOneProcess = ["Cluster__Role", "Cluster__AdvertisedAddress"];

    [Fact]
    public void The_product_knows_each_of_them()
    {
        var all = Compose.Members.SelectMany(service => service.Environment).Concat(Kubernetes.Workloads.SelectMany(it => it.Environment));

        Assert.Empty(all.Select(it => KnownSettings.Problem(it.Key, it.Value)).OfType<string>().Distinct());
        Assert.Empty(Kubernetes.Workloads.SelectMany(it => it.Secrets.Keys).Select(key => KnownSettings.Problem(key, "x")).OfType<string>());
    }

    [Fact]
    public void A_setting_that_nobody_reads_is_found()
    {
        string[] misspelt = ["Store__Path", "Merchant__Nam", "Platforms__0__ApiKey__0", "Stripe__SecretKeys", "Cluster__Rôle", "STRIPE_KEY"];

        Assert.All(misspelt, key => Assert.NotNull(KnownSettings.Problem(key, "x")));
    }

    [Fact]
    public void Every_process_of_the_cluster_knows_its_role_and_how_many_silos_there_are()
    {
        var members = Compose.Members.Select(service => (service.Environment, Silos: Silos()))
            .Concat(Kubernetes.Workloads.Select(it => (it.Environment, Silos: Kubernetes.Silo.Replicas))).ToArray();

        Assert.Equal(7, members.Length);
        Assert.All(members, it =>
        {
            Assert.True(ClusterSettings.IsRole(it.Environment["Cluster__Role"]));
            Assert.Equal(it.Silos.ToString(CultureInfo.InvariantCulture), it.Environment["Cluster__Silos"]);
        });
        Assert.False(ClusterSettings.IsRole("master"));

        static int Silos() => Compose.Members.Count(service => !IsGateway(service));
    }

    public static TheoryData<string> Gateways => [.. Compose.Members.Where(IsGateway).Select(service => service.Name)];

    [Theory]
    [MemberData(nameof(Gateways))]
    public async Task A_gateway_of_the_compose_file_starts_with_them(string name)
    {
        await using var product = new Product(Compose.Named(name).Environment);

        product.Check();
    }

    [Fact]
    public async Task A_gateway_of_the_manifests_starts_with_them_once_the_shop_has_filled_them_in()
    {
        var settings = WithSecrets(Kubernetes.Gateway);
        Assert.All(Kubernetes.OfTheShop.Keys, key => Assert.Equal("", settings[key]));

        await using var product = new Product(settings.Where(it => it.Value.Length > 0).Concat(Kubernetes.OfTheShop).ToDictionary());

        product.Check();
    }

    [Fact]
    public async Task Until_then_it_does_not_start_and_names_each_that_is_missing()
    {
        await using var product = new Product(WithSecrets(Kubernetes.Gateway));

        var refused = Assert.Throws<ConfigurationException>(product.Check);

        Assert.All(Kubernetes.OfTheShop.Keys, key => Assert.Contains(key.Replace("__", ":", StringComparison.Ordinal), refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_platform_that_may_have_tokens_issued_by_no_account_stops_the_start()
    {
        var settings = WithSecrets(Kubernetes.Gateway).Where(it => it.Value.Length > 0 && !it.Key.StartsWith("STRIPE_ISSUER", StringComparison.Ordinal)).Concat(Kubernetes.OfTheShop).ToDictionary();
        await using var without = new Product(settings);
        without.Check();

        settings["Platforms__0__Tokens__MaximumAmounts__usd"] = "5000";
        await using var product = new Product(settings);

        var refused = Assert.Throws<ConfigurationException>(product.Check);
        Assert.Contains("Stripe:Issuer:SecretKey (or STRIPE_ISSUER_SECRET_KEY) is missing, but Platforms:0:Tokens lets", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_ways_to_deploy_keep_the_same_from_whoever_reads_the_files()
    {
        var example = Compose.ExampleVariables.Where(variable => variable.Value.Length == 0).Select(variable => variable.Key).ToHashSet();

        Assert.Equal(Compose.Variables, Compose.ExampleVariables.Keys.ToHashSet());
        Assert.Superset(new HashSet<string> { "POSTGRES_PASSWORD", "ACP_PLATFORM_KEY", "ACP_ADMIN_KEY", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET" }, example);
        Assert.Equal(
            ["Admin__Keys__0", "Platforms__0__ApiKeys__0", "STRIPE_ISSUER_SECRET_KEY", "STRIPE_ISSUER_WEBHOOK_SECRET", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "Store"],
            Kubernetes.Workloads.SelectMany(it => it.Secrets.Keys).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_silo_holds_no_key_that_only_a_gateway_needs()
    {
        string[] gatewayOnly = ["Admin__Keys__0", "Platforms__0__ApiKeys__0", "STRIPE_WEBHOOK_SECRET", "STRIPE_ISSUER_WEBHOOK_SECRET"];

        Assert.All(Compose.Members.Where(service => !IsGateway(service)), silo => Assert.Empty(silo.Environment.Keys.Intersect(gatewayOnly)));
        Assert.Empty(Kubernetes.Silo.Environment.Keys.Intersect(gatewayOnly));
    }

    [Fact]
    public void All_else_is_the_same_in_every_process()
    {
        var (silo, gateway) = (Kubernetes.Silo.Environment, Kubernetes.Gateway.Environment);
        Assert.All(silo.Keys.Intersect(gateway.Keys).Except(OfOneProcess), key => Assert.Equal(silo[key], gateway[key]));

        var values = Compose.Members.SelectMany(service => service.Environment).Where(it => !OfOneProcess.Contains(it.Key)).Distinct();
        Assert.All(values.CountBy(it => it.Key), it => Assert.Equal(1, it.Value));
    }

    [Fact]
    public void Each_setting_of_the_cluster_is_explained()
    {
        var lines = Source.Read($"{Kubernetes.Folder}/settings.yaml").Split('\n');
        var settings = lines.Index().SkipWhile(line => line.Item != "data:").Skip(1).Where(line => line.Item.Length > 0 && line.Item[2] != '#').ToArray();

        Assert.Equal(Kubernetes.Settings["data"].Entries().Count(), settings.Length);
        Assert.All(settings, line => Assert.StartsWith("  # ", lines[line.Index - 1], StringComparison.Ordinal));
    }

    /// <summary>What applies a ConfigMap or a variable refuses a number.</summary>
    [Fact]
    public void Every_value_is_text() => Assert.All(
        Kubernetes.Settings["data"].Entries().Select(entry => entry.Value)
            .Concat(Kubernetes.Workloads.SelectMany(it => it.Variables).Select(variable => variable["value"])).OfType<JsonNode>(),
        value => Assert.Equal(JsonValueKind.String, value.GetValueKind()));

    [Fact]
    public void A_commit_that_was_answered_is_on_the_disk()
    {
        Assert.Contains("synchronous_commit=on", Compose.Database.Command);
        Assert.Contains("fsync=on", Compose.Database.Command);
        Assert.Contains("full_page_writes=on", Compose.Database.Command);
    }

    [Fact]
    public void The_database_has_a_connection_for_everybody()
    {
        const int Reserved = 3; // superuser_reserved_connections
        const int Pools = 2; // One of the store, one of the cluster's membership.
        var most = int.Parse(Compose.Database.Command.Single(word => word.StartsWith("max_connections=", StringComparison.Ordinal)).Split('=')[1], CultureInfo.InvariantCulture);
        var needed = Pools * Compose.Members.Sum(service => int.Parse(StoreOf(service)["Maximum Pool Size"].ToString()!, CultureInfo.InvariantCulture));

        Assert.InRange(needed, 1, most - Reserved);
        Assert.All(Compose.Members, service => Assert.Equal(Compose.Database.Environment["POSTGRES_PASSWORD"], StoreOf(service)["Password"]));
    }

    private static Dictionary<string, string> WithSecrets(Workload workload)
    {
        var settings = workload.Environment.ToDictionary();
        foreach (var (variable, key) in workload.Secrets)
        {
            Assert.Equal(variable, key);
            settings[variable] = Compose.Named("gateway-1").Environment[variable];
        }

        return settings;
    }

    private static DbConnectionStringBuilder StoreOf(Service service) => new() { ConnectionString = service.Environment["Store"] };

    private static bool IsGateway(Service service) => service.Environment["Cluster__Role"] == "gateway";
}
