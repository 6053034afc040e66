using Acp.Gateway.Hosting;
using Acp.Gateway.MerchantSystems;
using Acp.Pricing;

namespace Acp.Gateway.Feed;

/// <summary>
/// The command <c>feed</c>: the catalog as a product feed, on the output, into a file, or to a platform. It starts no
/// server; it reads the same settings, and what is left from the same store.
/// </summary>
internal static class FeedCommand
{
    private const string Command = "feed";

    /// <summary>Products of one PATCH, and of one question to the merchant's stock: neither gets near anybody's limits.</summary>
    private const int AtOnce = 100;

    public static bool IsAsked(string[] args) => args.FirstOrDefault() == Command;

    /// <param name="output">Where the feed goes if no file is named and nothing is pushed.</param>
    /// <param name="told">For people: what was left out, what was sent, what is wrong.</param>
    /// <returns>The exit code; 1 where anything is wrong, or was not accepted.</returns>
    public static async Task<int> Run(string[] args, Stream output, TextWriter told)
    {
        try
        {
            await using var app = CommandHost.Build(args[1..]);
            return await Run(app.Services, output, told) ? 0 : 1;
        }
        catch (Exception e) when (CommandHost.IsTold(e))
        {
            await told.WriteLineAsync($"There is no feed: {e.Message}");
            return 1;
        }
    }

    private static async Task<bool> Run(IServiceProvider services, Stream output, TextWriter told)
    {
        var settings = FeedSettings.Read(services.GetRequiredService<IConfiguration>());
        var feed = await Feed(services, settings);
        var leftOut = services.GetRequiredService<CatalogFileSource>().Current.Products.Count - feed.Products.Count;
        if (leftOut > 0)
        {
            await told.WriteLineAsync($"{leftOut} products have no price in {settings.Currency} and are not in the feed.");
        }

        if (settings.Push is { } platform)
        {
            return await Push(feed, platform, settings.Key, services.GetRequiredService<TimeProvider>(), told);
        }

        await Print(feed, settings.File, output);
        return true;
    }

    private static async Task<ProductFeed> Feed(IServiceProvider services, FeedSettings settings)
    {
        var (file, systems) = (services.GetRequiredService<CatalogFileSource>(), services.GetRequiredService<RemoteSystems>());
        if (systems.HasCatalog)
        {
            throw new ConfigurationException("MerchantSystems:Catalog:Url is set: the catalog file does not say what is sold, so the feed has to come from the merchant's own catalog.");
        }

        var catalog = file.Current;
        if (!catalog.Currencies.Contains(settings.Currency))
        {
            throw new ConfigurationException($"currency: nothing in the catalog is sold in {settings.Currency}; it sells in {string.Join(", ", catalog.Currencies.Order())}.");
        }

        await services.GetRequiredService<StockSeeder>().Apply(catalog); // As at a start: a store that never saw the file has nothing left.
        var left = await Left(systems.Stock(services.GetRequiredService<IStock>(), CancellationToken.None), [.. catalog.Products.Select(product => product.Id)]);
        return new ProductFeed(catalog, left, settings.Currency, settings.Merchant);
    }

    private static async Task<Dictionary<string, long?>> Left(IStock stock, string[] ids)
    {
        var left = new Dictionary<string, long?>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(AtOnce))
        {
            foreach (var (id, available) in some.Zip(await stock.Available(some)))
            {
                left[id] = available.Units;
            }
        }

        return left;
    }

    private static async Task Print(ProductFeed feed, string? file, Stream output)
    {
        var text = file?.EndsWith(".jsonl", StringComparison.Ordinal) == true ? FeedText.Lines(feed) : FeedText.Whole(feed, feed.Products);
        if (file is null)
        {
            await output.WriteAsync(text);
        }
        else
        {
            await File.WriteAllBytesAsync(file, text);
        }
    }

    private static async Task<bool> Push(ProductFeed feed, Uri platform, string? key, TimeProvider clock, TextWriter told)
    {
        using var network = MerchantNetwork.Create();
        var (push, sent) = (new FeedPush(network, platform, key, clock), 0);
        foreach (var some in feed.Products.Chunk(AtOnce))
        {
            if (await push.Send(FeedText.Whole(feed, some)) is { } problem)
            {
                await told.WriteLineAsync($"{sent} of {feed.Products.Count} products were accepted; {problem}. Run it again: what was accepted is only sent anew.");
                return false;
            }

            sent += some.Length;
        }

        await told.WriteLineAsync($"{sent} of {feed.Products.Count} products were accepted.");
        return true;
    }
}
