using Acp.Gateway.Erasures;

namespace Acp.Gateway.Hosting;

/// <summary>What commands stand on: the same settings, store and provider as the server, which is not started.</summary>
internal static class CommandHost
{
    // What is logged would stand in the output.
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
        builder.Logging.ClearProviders();
        builder.AddHosting();
        builder.Services.AddCheckout().AddPaymentProvider().AddErasing();
        builder.Services.AddReplies(); // Nobody is answered; but what is registered is checked as a whole, in Development.
        builder.AddInProcessEngine();
        return builder.Build();
    }

    /// <summary>What is told in a sentence; all else is a bug, whose stack must be seen.</summary>
    public static bool IsTold(Exception e) => e is ConfigurationException or Pricing.CatalogInvalidException or Store.StoreUnavailableException
        or Pricing.MerchantUnavailableException or IOException or UnauthorizedAccessException or Microsoft.Extensions.Options.OptionsValidationException;
}
