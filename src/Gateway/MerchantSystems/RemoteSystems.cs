using Acp.Pricing;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.MerchantSystems;

/// <summary>Those systems of the merchant's own that are configured, each with a circuit of its own; the others' ports are given back as they are.</summary>
internal sealed class RemoteSystems : IDisposable
{
    private readonly HttpMessageInvoker network = MerchantNetwork.Create();
    private readonly MerchantSystemsOptions settings;
    private readonly MerchantSystem? catalog;
    private readonly MerchantSystem? shipping;
    private readonly MerchantSystem? tax;
    private readonly MerchantSystem? stock;

    public RemoteSystems(IOptions<MerchantSystemsOptions> options, TimeProvider clock, ILogger<MerchantSystem> log)
    {
        settings = options.Value;
        catalog = Open(nameof(settings.Catalog), settings.Catalog);
        shipping = Open(nameof(settings.Shipping), settings.Shipping);
        tax = Open(nameof(settings.Tax), settings.Tax);
        stock = Open(nameof(settings.Stock), settings.Stock);

        MerchantSystem? Open(string name, MerchantSystemOptions system) =>
            system.IsConfigured ? new MerchantSystem(name, new Uri(system.Url), settings, network, clock, log) : null;
    }

    public bool Any => settings.Any;

    public bool HasCatalog => catalog is not null;

    public TimeSpan Budget => settings.Budget;

    public ICatalog Catalog(ICatalog file, CancellationToken budget = default) =>
        catalog is null ? file : new RemoteCatalog(catalog, [.. settings.Catalog.Currencies], budget);

    public IFulfillmentRates Rates(IFulfillmentRates file, CancellationToken budget) => shipping is null ? file : new RemoteRates(shipping, budget);

    public ITaxRates Taxes(ITaxRates file, CancellationToken budget) => tax is null ? file : new RemoteTaxes(tax, budget);

    public IStock Stock(IStock counters, CancellationToken budget) => stock is null ? counters : new RemoteStock(counters, stock, budget);

    public void Dispose() => network.Dispose();
}
