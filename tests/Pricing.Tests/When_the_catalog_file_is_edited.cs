using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Pricing.Tests;

public sealed class When_the_catalog_file_is_edited : IDisposable
{
    private readonly string path = Path.GetTempFileName();
    private readonly Logs<CatalogFileSource> log = new();
    private readonly List<CatalogSnapshot> announced = [];
    private int edits;

    public When_the_catalog_file_is_edited() => Write("1000");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void A_good_edit_is_the_new_catalog()
    {
        var source = new CatalogFileSource(path, log);
        Write("2000");

        Assert.True(source.Reload());
        Assert.Equal(2000, source.Current.Product("mug")?.Prices["usd"]);
    }

    [Fact]
    public void A_broken_edit_keeps_the_last_good_one_and_says_so_in_one_line()
    {
        var source = new CatalogFileSource(path, log);
        Write("-1, \"eur\": -2");

        Assert.False(source.Reload());
        Assert.Equal(1000, source.Current.Product("mug")?.Prices["usd"]);
        var line = Assert.Single(log.Lines);
        Assert.Contains("$.products[0].prices.usd", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void A_file_that_is_gone_keeps_the_last_good_one()
    {
        var source = new CatalogFileSource(path, log);
        File.Delete(path);

        Assert.False(source.Reload());
        Assert.NotNull(source.Current.Product("mug"));
    }

    [Fact]
    public void A_broken_file_at_start_is_an_error()
    {
        Write("-1");

        Assert.Throws<CatalogInvalidException>(() => new CatalogFileSource(path, log));
    }

    [Fact]
    public async Task The_watcher_reads_it_once_for_each_edit_and_carries_it_on()
    {
        var (source, watcher) = Watch(announced.Add);
        await watcher.Look();
        Assert.Empty(announced);

        Write("2000");
        await watcher.Look();
        await watcher.Look();

        Assert.Same(source.Current, Assert.Single(announced));
        Assert.Equal(2000, source.Current.Product("mug")?.Prices["usd"]);
    }

    [Fact]
    public async Task A_broken_edit_is_logged_once_and_not_carried_on()
    {
        var (_, watcher) = Watch(announced.Add);
        Write("-1");
        await watcher.Look();
        await watcher.Look();

        Assert.Empty(announced);
        Assert.Single(log.Lines);
    }

    [Fact]
    public async Task A_file_that_goes_and_comes_back_is_followed()
    {
        var (source, watcher) = Watch(announced.Add);
        File.Delete(path);
        await watcher.Look();
        await watcher.Look();
        Assert.Single(log.Lines);

        Write("2000");
        await watcher.Look();

        Assert.Equal(2000, source.Current.Product("mug")?.Prices["usd"]);
        Assert.Single(announced);
    }

    [Fact]
    public async Task What_could_not_be_carried_on_is_tried_again()
    {
        var failures = 2;
        var (_, watcher) = Watch(snapshot =>
        {
            if (failures-- > 0)
            {
                throw new IOException("The store is away.");
            }

            announced.Add(snapshot);
        });
        Write("2000");

        await watcher.Look();
        await watcher.Look();
        Assert.Empty(announced);
        await watcher.Look();

        Assert.Single(announced);
    }

    private (CatalogFileSource Source, CatalogWatcher Watcher) Watch(Action<CatalogSnapshot> onChanged)
    {
        var source = new CatalogFileSource(path, log);
        return (source, new CatalogWatcher(source, Carry, TimeProvider.System, NullLogger<CatalogWatcher>.Instance));

        ValueTask Carry(CatalogSnapshot snapshot)
        {
            onChanged(snapshot);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Each edit has a write time of its own, however coarse the file system's clock is.</summary>
    private void Write(string price)
    {
        File.WriteAllText(path, $$"""{ "products": [{ "id": "mug", "name": "Mug", "kind": "digital", "prices": { "usd": {{price}} } }] }""");
        File.SetLastWriteTimeUtc(path, Shop.Now.UtcDateTime.AddSeconds(edits++));
    }
}
