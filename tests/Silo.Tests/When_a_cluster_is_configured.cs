using Acp.Gateway.Hosting;
using Acp.Silo.Cluster;
using Acp.Silo.Grains;
using Microsoft.Extensions.Configuration;

namespace Acp.Silo.Tests;

public sealed class When_a_cluster_is_configured
{
    [Theory]
    [InlineData("Cluster:Role", "client", "Cluster:Role")]
    [InlineData("Cluster:Role", "7", "Cluster:Role must be")]
    [InlineData("Cluster:SiloPort", "0", "Cluster:SiloPort must be")]
    [InlineData("Cluster:SiloPort", "eleven", "Cluster:SiloPort")]
    [InlineData("Cluster:GatewayPort", "65536", "Cluster:GatewayPort must be")]
    [InlineData("Cluster:GatewayPort", "11111", "must differ")]
    [InlineData("Cluster:ClusterId", " ", "Cluster:ClusterId is empty")]
    [InlineData("Cluster:ServiceId", "", "Cluster:ServiceId is empty")]
    [InlineData("Cluster:Silos", "0", "Cluster:Silos must be")]
    public void What_cannot_work_is_told_with_its_key(string key, string value, string said)
    {
        var told = Assert.Throws<ConfigurationException>(() => ClusterSettings.Read(Settings((key, value))));
        Assert.Contains(said, told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Engine:MaxCalls", "0")]
    [InlineData("Engine:MaxCallsPerGrain", "-1")]
    [InlineData("Engine:IdleAfter", "00:00:01")]
    [InlineData("Engine:IdleAfter", "soon")]
    public void Limits_that_cannot_work_are_told_with_their_key(string key, string value) => Assert.Contains(
        key,
        Assert.Throws<ConfigurationException>(() => Settings((key, value)).Read<EngineLimits>("Engine", it => it.Problems())).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("silo", "1")]
    [InlineData("gateway", "1")]
    [InlineData("both", "3")]
    public void Several_processes_need_a_database_that_several_can_open(string role, string silos)
    {
        var settings = ClusterSettings.Read(Settings(("Cluster:Role", role), ("Cluster:Silos", silos)));
        var told = Assert.Throws<ConfigurationException>(() => Membership.Of(settings, "sqlite:acp.db"));
        Assert.Contains("Store", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_nobody_has_is_told_with_its_key() => Assert.Contains(
        "Cluster:AdvertisedAddress",
        Assert.Throws<ConfigurationException>(() => Addresses.Find("no-such-host.invalid", isDevelopment: false)).Message,
        StringComparison.Ordinal);

    /// <summary>One silo that is cut off from two others must not be able to declare them dead.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(30, 2)]
    public void It_takes_two_to_declare_a_silo_dead_where_there_are_two_to_ask(int silos, int votes) =>
        Assert.Equal(votes, FailureDetection.Votes(silos));

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(it => it.Key, it => (string?)it.Value)).Build();
}
