using Acp.Fakes;
using Acp.Payments.Stripe;

namespace Acp.Gateway.Hosting;

/// <summary>Sends the events of the fake in this process to <c>FakeStripe:WebhookUrl</c>, signed as the gateway expects Stripe's.</summary>
internal sealed class FakeWebhooks : BackgroundService
{
    private const string Key = "FakeStripe:WebhookUrl";
    private readonly HttpMessageInvoker network = WebhookSender.Network();
    private readonly WebhookSender? sender;

    /// <exception cref="ConfigurationException">The address is not this machine's, or nothing is configured to sign with.</exception>
    public FakeWebhooks(ProviderSettings settings, IConfiguration configuration, IServiceProvider services, TimeProvider clock)
    {
        if (!settings.IsFake || configuration[Key] is not { Length: > 0 } url)
        {
            return;
        }

        try
        {
            var fake = services.GetRequiredService<FakeStripe>();
            sender = new WebhookSender(fake, Endpoints(url, settings.Stripe, fake), network, clock);
        }
        catch (ArgumentException e)
        {
            throw new ConfigurationException($"{Key} (with Stripe:WebhookSecrets): {e.Message}", e);
        }
    }

    // Whoever has set no secret for the issuer has its events signed with the seller's: the gateway accepts either.
    private static WebhookEndpoint[] Endpoints(string url, StripeOptions stripe, FakeStripe fake) =>
    [
        new(url, [.. stripe.WebhookSecrets]),
        new(url, [.. stripe.Issuer.WebhookSecrets.Count > 0 ? stripe.Issuer.WebhookSecrets : stripe.WebhookSecrets], account: fake.Issuer),
    ];

    public override void Dispose()
    {
        base.Dispose();
        network.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => sender?.Run(stoppingToken) ?? Task.CompletedTask;
}
