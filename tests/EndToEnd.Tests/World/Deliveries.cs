using System.Collections.Concurrent;
using Acp.Fakes;

namespace Acp.EndToEnd.Tests;

/// <summary>Delivers what has happened over and over, as a busy account would.</summary>
internal sealed class Deliveries : IDisposable
{
    private readonly HttpMessageInvoker network = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
    private readonly ConcurrentQueue<FakeDelivery> made = [];
    private readonly CancellationTokenSource stop = new();
    private readonly FakeStripe stripe;
    private readonly string address;
    private readonly Task running;
    private volatile string[] secrets;

    /// <param name="signedBy">Each of the two endpoints has its own secrets, those with its name in them.</param>
    public Deliveries(FakeStripe stripe, Uri balancer, string[] signedBy)
    {
        (this.stripe, address, secrets) = (stripe, new Uri(balancer, "/api/webhooks/stripe").ToString(), signedBy);
        running = Run();
    }

    /// <summary>Goes on with these, and comes back when some have been delivered so.</summary>
    public async Task Continue(string[] signedBy)
    {
        secrets = signedBy;
        var before = made.Count;
        await Eventually.True(() => made.Count > before + 10);
    }

    public async Task<IReadOnlyCollection<FakeDelivery>> End()
    {
        await stop.CancelAsync();
        await running;
        return made;
    }

    public void Dispose()
    {
        network.Dispose();
        stop.Dispose();
    }

    private async Task Run()
    {
        while (!stop.IsCancellationRequested)
        {
            // Each of the two endpoints has its own secret, and while it is replaced both sign.
            foreach (var (told, endpoint) in stripe.Events.SelectMany(told => Endpoints(secrets).Select(endpoint => (told, endpoint))))
            {
                var sender = new WebhookSender(stripe, [endpoint], network, TimeProvider.System);
                made.Enqueue(Assert.Single(await sender.Send(told, CancellationToken.None)));
            }
        }
    }

    private IEnumerable<WebhookEndpoint> Endpoints(string[] current) =>
        new[] { "seller", "issuer" }.Select(of => new WebhookEndpoint(address, [.. current.Where(secret => secret.Contains(of, StringComparison.Ordinal))]));
}
