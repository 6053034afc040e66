using Acp.Fakes;
using Acp.Payments;
using Acp.Payments.Stripe;
using Acp.Telemetry;

namespace Acp.Gateway.Hosting;

/// <summary>
/// Stripe, or in Development without a key the fake in its place: the same client code runs either way, and nothing
/// else can tell.
/// </summary>
internal static class ProviderServices
{
    /// <summary>The fake accepts any; the form is Stripe's.</summary>
    private const string FakeKey = "sk_test_fake";

    private const string FakeIssuerKey = "sk_test_fake_issuer";

    public static IServiceCollection AddPaymentProvider(this IServiceCollection services)
    {
        services.AddSingleton(provider => Read(provider));
        services.AddSingleton(provider => OpenFake(provider));
        services.AddSingleton(provider => FakePages.Origins(provider));
        services.AddHostedService<FakeWebhooks>();
        services.AddSingleton<IPaymentProcessor>(provider => provider.GetRequiredService<StripeProvider>());
        services.AddSingleton<IPaymentProvider>(provider => provider.GetRequiredService<StripeProvider>());
        services.AddSingleton<IHostedPages>(provider => provider.GetRequiredService<StripeProvider>());
        services.AddSingleton<IProviderLedger>(provider => provider.GetRequiredService<StripeProvider>());
        services.AddSingleton<IRefunds>(provider => provider.GetRequiredService<StripeProvider>());
        services.AddSingleton(provider => new StripeProvider(
            Network(provider),
            provider.GetRequiredService<ProviderSettings>().Stripe,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<StripeProvider>>(),
            provider.GetRequiredService<Instruments>()));
        services.AddSingleton<ITokenIssuer>(provider => new StripeIssuer(
            Network(provider),
            provider.GetRequiredService<ProviderSettings>().Stripe,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<StripeIssuer>>(),
            provider.GetRequiredService<Instruments>()));
        services.AddSingleton(ProviderWebhooks.Door);
        services.AddSingleton(Inspection);
        services.AddSingleton<IProviderNotices>(provider => new StripeNotices(
            provider.GetRequiredService<ProviderSettings>().Stripe,
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    // A fake in this process is nobody to ask: it is opened by whoever charges.
    private static IAccountInspection Inspection(IServiceProvider provider) => provider.GetRequiredService<ProviderSettings>() is { IsFake: false } settings
        ? new StripeInspection(StripeTransport.Create(), settings.Stripe, provider.GetRequiredService<TimeProvider>())
        : new NoAccount();

    private static ProviderSettings Read(IServiceProvider provider)
    {
        var configuration = provider.GetRequiredService<IConfiguration>();
        var stripe = configuration.GetSection(StripeOptions.Section).Get<StripeOptions>() ?? new StripeOptions();
        var isFake = string.IsNullOrEmpty(stripe.SecretKey) && provider.GetRequiredService<IHostEnvironment>().IsDevelopment();
        if (isFake)
        {
            stripe.SecretKey = FakeKey;
            stripe.Issuer.SecretKey = string.IsNullOrEmpty(stripe.Issuer.SecretKey) ? FakeIssuerKey : stripe.Issuer.SecretKey;
            stripe.CallsPerSecond ??= 0; // It stands at Stripe's own address, but is not Stripe.
        }

        var problems = StripeOptionsValidator.Problems(stripe);
        return problems.Count > 0
            ? throw new ConfigurationException(string.Join(" ", problems))
            : new ProviderSettings(stripe, isFake, configuration["FakeStripe:JournalPath"] is { Length: > 0 } journal ? journal : null);
    }

    private static HttpMessageInvoker Network(IServiceProvider provider)
    {
        var settings = provider.GetRequiredService<ProviderSettings>();
        return settings.IsFake
            ? new HttpMessageInvoker(new FakeStripeHandler(provider.GetRequiredService<FakeStripe>()))
            : StripeTransport.Create();
    }

    private static FakeStripe OpenFake(IServiceProvider provider)
    {
        try
        {
            var settings = provider.GetRequiredService<ProviderSettings>();
            var options = new FakeStripeOptions
            {
                JournalPath = settings.FakeJournal,
                PagesAt = FakePages.AddressOf(provider.GetRequiredService<IConfiguration>()),
            };
            options.Issuer = options.Issuer with { Keys = [.. options.Issuer.Keys, settings.Stripe.Issuer.SecretKey] };
            return new FakeStripe(provider.GetRequiredService<TimeProvider>(), options);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"FakeStripe:JournalPath: {e.Message}", e);
        }
    }
}

/// <param name="IsFake">No money can move.</param>
/// <param name="FakeJournal">Where the fake remembers across restarts; null: it does not.</param>
internal sealed record ProviderSettings(StripeOptions Stripe, bool IsFake, string? FakeJournal);
