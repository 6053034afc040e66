using Acp.Fakes;

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
            var endpoint = new WebhookEndpoint(url, [.. settings.Stripe.WebhookSecrets]);
            sender = new WebhookSender(services.GetRequiredService<FakeStripe>(), [endpoint], network, clock);
        }
        catch (ArgumentException e)
        {
            throw new ConfigurationException($"{Key} (with Stripe:WebhookSecrets): {e.Message}", e);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        network.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => sender?.Run(stoppingToken) ?? Task.CompletedTask;
}
