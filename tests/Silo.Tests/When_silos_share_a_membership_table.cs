using System.Net;
using Acp.Storage;
using Acp.Storage.Postgres;
using Acp.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;

namespace Acp.Silo.Tests;

/// <summary>Our tables and statements, by the provider that reads them.</summary>
public sealed class When_silos_share_a_membership_table : IAsyncLifetime
{
    private readonly string database = TestPostgres.NewDatabase();
    private readonly DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
    private AdoNetClusteringTable table = null!;

    public async ValueTask InitializeAsync()
    {
        await using (Stores.Open(database, TimeProvider.System, NullLoggerFactory.Instance))
        {
            // Its migrations make the tables.
        }

        table = await Table("one");
    }

    public ValueTask DisposeAsync()
    {
        TestPostgres.Drop(database);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_is_written_is_read()
    {
        var (first, second) = (Silo(1), Silo(2));
        Assert.True(await table.InsertRowAsync(first, await Next()));
        Assert.True(await table.InsertRowAsync(second, await Next()));

        var all = await table.ReadAllAsync();
        var one = await table.ReadRowAsync(first.SiloAddress);

        Assert.Equal(2, all.Version.Version);
        Assert.Equal([first.SiloAddress, second.SiloAddress], all.Members.Select(member => member.Item1.SiloAddress).Order());
        Assert.Equal(Text(first), Text(Assert.Single(one.Members).Item1));
        var nobody = await table.ReadRowAsync(Silo(3).SiloAddress);
        Assert.Empty(nobody.Members);
        Assert.Equal(2, nobody.Version.Version);
    }

    [Fact]
    public async Task Of_two_changes_on_one_version_the_second_is_refused()
    {
        var version = await Next();
        Assert.True(await table.InsertRowAsync(Silo(1), version));
        Assert.False(await table.InsertRowAsync(Silo(2), version));
        Assert.False(await table.InsertRowAsync(Silo(1), await Next()));

        version = await Next();
        Assert.True(await Update(Suspected(1), version));
        Assert.False(await Update(Suspected(1), version));
        Assert.False(await Update(Suspected(2), await Next()));

        var all = await table.ReadAllAsync();
        Assert.Equal(2, all.Version.Version);
        Assert.Equal(Text(Suspected(1)), Text(Assert.Single(all.Members).Item1));
    }

    [Fact]
    public async Task Of_many_that_change_it_at_once_each_version_has_one_winner()
    {
        var version = await Next();

        var inserted = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => Task.Run(() => table.InsertRowAsync(Silo(number), version))));

        Assert.Single(inserted, won => won);
        Assert.Single((await table.ReadAllAsync()).Members);
    }

    [Fact]
    public async Task A_heartbeat_is_kept_and_moves_no_version()
    {
        await table.InsertRowAsync(Silo(1), await Next());
        var later = Silo(1);
        later.IAmAliveTime = Rounded(now).AddSeconds(5);

        await table.UpdateIAmAliveAsync(later);

        var all = await table.ReadAllAsync();
        Assert.Equal((1, later.IAmAliveTime), (all.Version.Version, Assert.Single(all.Members).Item1.IAmAliveTime));
    }

    [Fact]
    public async Task The_dead_are_forgotten_after_a_while_and_the_living_are_not()
    {
        await table.InsertRowAsync(Silo(1), await Next());
        await table.InsertRowAsync(Silo(2), await Next());
        await table.InsertRowAsync(Silo(3), await Next());
        Assert.True(await Update(Dead(2, now), await Next()));
        Assert.True(await Update(Dead(3, now.AddHours(-2)), await Next()));

        await table.CleanupDefunctSiloEntriesAsync(now.AddHours(-1));

        Assert.Equal([Silo(1).SiloAddress, Silo(2).SiloAddress], (await table.ReadAllAsync()).Members.Select(member => member.Item1.SiloAddress).Order());
    }

    [Fact]
    public async Task Clusters_in_one_database_do_not_see_each_other()
    {
        var other = await Table("other");
        await table.InsertRowAsync(Silo(1), await Next());
        Assert.Empty((await other.ReadAllAsync()).Members);

        await other.DeleteMembershipTableEntriesAsync("one");

        Assert.Equal(0, TestPostgres.Number(database, "SELECT (SELECT count(*) FROM cluster_silos) + (SELECT count(*) FROM cluster_versions WHERE cluster_id = 'one')"));
    }

    private async Task<AdoNetClusteringTable> Table(string cluster)
    {
        var options = new AdoNetClusteringSiloOptions { Invariant = ClusterMembership.Invariant, ConnectionString = ClusterMembership.ConnectionOf(database) };
        var made = new AdoNetClusteringTable(
            new ServiceCollection().BuildServiceProvider(),
            Options.Create(new ClusterOptions { ClusterId = cluster, ServiceId = "acp" }),
            Options.Create(options),
            NullLogger<AdoNetClusteringTable>.Instance);
        await made.InitializeMembershipTableAsync(tryInitTableVersion: true);
        return made;
    }

    // The provider wants to see a tag of a row that was read; here all have the same, for it is the table's version that fences.
    private async Task<bool> Update(MembershipEntry entry, TableVersion version) =>
        await table.UpdateRowAsync(entry, (await table.ReadAllAsync()).Members[0].Item2, version);

    private async Task<TableVersion> Next() => (await table.ReadAllAsync()).Version.Next();

    private MembershipEntry Silo(int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 11000 + number, 1),
        SiloName = $"silo {number}",
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 30000 + number,
        StartTime = Rounded(now),
        IAmAliveTime = Rounded(now),
    };

    private MembershipEntry Suspected(int number)
    {
        var silo = Silo(number);
        silo.SuspectTimes = [Tuple.Create(Silo(2).SiloAddress, Rounded(now))];
        return silo;
    }

    private MembershipEntry Dead(int number, DateTime alive)
    {
        var silo = Silo(number);
        (silo.Status, silo.IAmAliveTime) = (SiloStatus.Dead, alive);
        return silo;
    }

    private static string Text(MembershipEntry entry) =>
        $"{entry.SiloAddress} {entry.SiloName} {entry.HostName} {entry.Status} {entry.ProxyPort} {entry.StartTime:O} {entry.IAmAliveTime:O} {string.Join(',', entry.SuspectTimes ?? [])}";

    // The table keeps microseconds, and a suspicion's time is written to the millisecond.
    private static DateTime Rounded(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}
