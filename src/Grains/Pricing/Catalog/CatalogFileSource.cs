using Microsoft.Extensions.Logging;

namespace Acp.Pricing;

/// <summary>The file's last good reading. A broken edit changes nothing: the shop stays open on what it had.</summary>
public sealed partial class CatalogFileSource : ICatalog, IFulfillmentRates, ITaxRates, IDiscounts
{
    private readonly ILogger<CatalogFileSource> log;
    private volatile CatalogSnapshot current;

    /// <exception cref="CatalogInvalidException">At start there is nothing good to fall back to.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public CatalogFileSource(string path, ILogger<CatalogFileSource> log)
    {
        this.log = log;
        Path = path;
        Seen = FileStamp.Of(path);
        current = CatalogFile.Load(path);
    }

    public string Path { get; }

    public CatalogSnapshot Current => current;

    /// <summary>Taken before the file is read, so that an edit during the reading shows as one more.</summary>
    internal FileStamp Seen { get; private set; }

    public IReadOnlyCollection<string> Currencies => current.Currencies;

    /// <returns>False where the file cannot be used; the snapshot before it stays.</returns>
    public bool Reload()
    {
        Seen = FileStamp.Of(Path);
        try
        {
            current = CatalogFile.Load(Path);
            LogReloaded(Path, current.Products.Count);
            return true;
        }
        catch (CatalogInvalidException e)
        {
            // One line, though the message has one a problem: log readers count lines.
            LogKept(Path, e.Message.ReplaceLineEndings(" | "));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogKept(Path, e.Message.ReplaceLineEndings(" | "));
        }

        return false;
    }

    public ValueTask<IReadOnlyDictionary<string, FrozenProduct>> Find(IReadOnlyCollection<string> ids, string currency) =>
        current.Find(ids, currency);

    public ValueTask<IReadOnlyList<FulfillmentOption>> Offer(
        IReadOnlyList<CartLine> lines, Address? destination, string currency, DateTimeOffset now) => current.Offer(lines, destination, currency, now);

    public ValueTask<IReadOnlyList<TaxTable>> At(IReadOnlyList<Address> addresses) => current.At(addresses);

    public ValueTask<DiscountRule?> Find(string code, string currency) => current.Find(code, currency);

    [LoggerMessage(LogLevel.Information, "Catalog {Path} reloaded with {Products} products; carts keep the prices they have.")]
    private partial void LogReloaded(string path, int products);

    [LoggerMessage(LogLevel.Error, "Catalog {Path} cannot be used; the one before it stays until the file is mended. {Problem}")]
    private partial void LogKept(string path, string problem);
}
