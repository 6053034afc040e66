using Acp.Fakes;

namespace Acp.Tools;

/// <summary>Sends the fake's events while the server runs.</summary>
internal sealed class Webhooks : BackgroundService
{
    private readonly HttpMessageInvoker network = WebhookSender.Network();
    private readonly WebhookSender sender;

    public Webhooks(FakeStripe stripe, IReadOnlyList<WebhookEndpoint> endpoints)
    {
        sender = new(stripe, endpoints, network, TimeProvider.System);
        sender.Attach();
    }

    public override void Dispose()
    {
        base.Dispose();
        network.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => sender.Run(stoppingToken);
}
