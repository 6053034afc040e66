using System.Globalization;
using Acp.CheckoutSessions;
using Acp.Erasures;
using Acp.Gateway.Backups;
using Acp.Gateway.Tests.Host;
using Acp.Storage;
using Acp.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Gateway.Tests.Erasures;

/// <summary>The command, on a store that a backup was put back into.</summary>
public sealed class When_restored_is_given_a_list : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-restored-");

    private string Store => $"sqlite:{Path.Combine(folder.FullName, "acp.db")}";

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Each_on_it_of_which_something_is_here_is_due_and_each_other_is_named()
    {
        await Put("cs_1");
        await Put("cs_2");

        var (code, told) = await Run(" cs_1\n\ncs_2\tord_2\r\ncs_1\ncs_gone\ncs_late\tord_late\n");

        Assert.Equal(0, code);
        Assert.Contains("2 erasures are done again", told, StringComparison.Ordinal);
        Assert.Contains("cs_gone: there is no such session.", told, StringComparison.Ordinal);
        Assert.Contains("cs_late ord_late: neither is here", told, StringComparison.Ordinal);
        Assert.Equal(["erasure/cs_1", "erasure/cs_2"], (await Due()).Order());
    }

    [Theory]
    [InlineData("jane@buyer.example")]
    [InlineData("cs_2\tjane@buyer.example")]
    [InlineData("cs_2 ord_2 jane")]
    public async Task An_entry_that_is_no_sessions_is_named_and_nothing_is_written(string line)
    {
        await Put("cs_1");
        var (code, told) = await Run($"cs_1\n{line}\n");

        Assert.Equal(1, code);
        Assert.Contains("entry 2", told, StringComparison.Ordinal);
        Assert.DoesNotContain("jane", told, StringComparison.Ordinal);
        Assert.Empty(await Due());
    }

    private async Task<(int Code, string Told)> Run(string list)
    {
        var file = Path.Combine(folder.FullName, "erased.txt");
        await File.WriteAllTextAsync(file, list);
        var settings = AcpHost.Settings();
        (settings["Store"], settings["environment"]) = (Store, "Development");
        settings["Catalog:Path"] = Path.Combine(Repository.Root, "src", "Gateway", "catalog.demo.json");
        settings["FakeStripe:JournalPath"] = Path.Combine(folder.FullName, "journal.jsonl");
        await using var told = new StringWriter(CultureInfo.InvariantCulture);
        var code = await RestoredCommand.Run(["restored", "--erasures", file, .. settings.Select(it => $"--{it.Key}={it.Value}")], told);
        return (code, told.ToString());
    }

    private async Task Put(string id)
    {
        await using var store = Stores.Open(Store, TimeProvider.System, NullLoggerFactory.Instance);
        var now = TimeProvider.System.GetUtcNow();
        await store.Commit(new Unit(Guid.NewGuid(), now)
        {
            States = [new Snapshot<CheckoutSession>(CheckoutSession.KeyOf(id), null, 0).To(SomeCheckouts.Charging(id, now), new IndexColumns("checkout_session", "x", "one", null, null, now))],
        });
    }

    private async Task<IReadOnlyList<string>> Due()
    {
        await using var store = Stores.Open(Store, TimeProvider.System, NullLoggerFactory.Instance);
        return await store.ClaimDue(Erasure.ListedAs, TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1), 10);
    }
}
