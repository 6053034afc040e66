using Acp.Store;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Hosting;

/// <summary>
/// Everything that is wrong with the configuration, told at once: whoever deploys should not have to start the gateway
/// once for each mistake.
/// </summary>
internal static class Preflight
{
    /// <exception cref="ConfigurationException">A line for each problem.</exception>
    public static void Check(IServiceProvider services)
    {
        var problems = Problems(services, () => services.GetRequiredService<IStore>(), () => services.GetRequiredService<Payments.IPaymentProvider>());
        if (problems.Count > 0)
        {
            throw new ConfigurationException(string.Join(Environment.NewLine, problems));
        }

        IssuingAccount.Warn(services);
        KeyedAccounts.Warn(services);
    }

    /// <summary>The same without opening anything: no database is made or migrated, no fake begins to remember.</summary>
    public static IReadOnlyList<string> ProblemsOfSettings(IServiceProvider services) =>
        Problems(services, () => services.GetRequiredService<IStoreInspection>(), () => services.GetRequiredService<ProviderSettings>());

    private static IReadOnlyList<string> Problems(IServiceProvider services, Action store, Action provider) =>
    [
        .. new[]
        {
            Problems(() => services.GetRequiredService<IStartupValidator>().Validate()),
            Problems(store),
            Problems(() => services.GetRequiredService<Pricing.CatalogFileSource>()),
            Problems(provider),
            DemoOrLive.Problems(services),
            IssuingAccount.Problems(services),
        }.SelectMany(problems => problems).Distinct(),
    ];

    private static IEnumerable<string> Problems(Action use)
    {
        try
        {
            use();
            return [];
        }
        catch (Exception e) when (MessagesOf(e) is not null)
        {
            return MessagesOf(e)!;
        }
    }

    /// <returns>Null where it is no mistake of the configuration but a bug, whose stack must be seen.</returns>
    private static IEnumerable<string>? MessagesOf(Exception e) => e switch
    {
        OptionsValidationException it => it.Failures,
        AggregateException it => it.InnerExceptions.SelectMany(inner => MessagesOf(inner) ?? [inner.Message]),
        ConfigurationException or Pricing.CatalogInvalidException or StoreUnavailableException => [e.Message],

        // The configuration binder: «Failed to convert configuration value 'x' at 'Checkout:ReplyRetention' …»
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => [e.Message],
        _ => null,
    };
}
