using System.Globalization;
using Acp.Erasures;
using Acp.Gateway.Backups;
using Acp.Gateway.Tests.Host;
using Acp.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Gateway.Tests.Erasures;

/// <summary>The command, on a store that a backup was put back into.</summary>
public sealed class When_restored_is_given_a_list : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-restored-");

    private string Store => $"sqlite:{Path.Combine(folder.FullName, "acp.db")}";

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Each_on_it_is_due_to_be_erased_again()
    {
        var (code, told) = await Run(" cs_1\n\ncs_2\r\ncs_1\n");

        Assert.Equal(0, code);
        Assert.Contains("2 erasures are done again", told, StringComparison.Ordinal);
        Assert.Equal(["erasure/cs_1", "erasure/cs_2"], await Due());
    }

    [Fact]
    public async Task An_entry_that_is_no_sessions_is_named_and_nothing_is_written()
    {
        var (code, told) = await Run("cs_1\njane@buyer.example\n");

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

    private async Task<IReadOnlyList<string>> Due()
    {
        await using var store = Stores.Open(Store, TimeProvider.System, NullLoggerFactory.Instance);
        return await store.ClaimDue(Erasure.ListedAs, TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1), 10);
    }
}
