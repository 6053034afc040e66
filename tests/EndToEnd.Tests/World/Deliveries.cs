using System.Collections.Concurrent;
using Acp.Fakes;

namespace Acp.EndToEnd.Tests;

/// <summary>Delivers what has happened over and over, as two busy accounts would: the one that sells and the one that issues.</summary>
internal sealed class Deliveries : IDisposable
{
    private readonly HttpMessageInvoker network = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
    private readonly ConcurrentQueue<FakeDelivery> made = [];
    private readonly CancellationTokenSource stop = new();
    private readonly FakeStripe stripe;
    private readonly string address;
    private readonly Task running;
    private volatile string[] secrets;
    private int ofIssuer;

    private readonly bool issues;

    /// <param name="signedBy">Each of the two endpoints has its own secrets, those with its name in them.</param>
    /// <param name="issues">Whether the issuing account has something to tell, too. Where not, both endpoints are told what the seller's has.</param>
    public Deliveries(FakeStripe stripe, Uri balancer, string[] signedBy, bool issues)
    {
        this.issues = issues;
        (this.stripe, address, secrets) = (stripe, new Uri(balancer, "/api/webhooks/stripe").ToString(), signedBy);
        running = Run();
    }

    /// <summary>Goes on with these, and comes back when some have been delivered so.</summary>
    public async Task Continue(string[] signedBy)
    {
        secrets = signedBy;
        var (before, issuer) = (made.Count, Volatile.Read(ref ofIssuer));
        await Eventually.True(() => running.IsFaulted || (made.Count > before + 10 && Volatile.Read(ref ofIssuer) > issuer + 2));
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
            foreach (var (told, name) in stripe.Events.SelectMany(told => TellersOf(told).Select(name => (told, name))))
            {
                var sender = new WebhookSender(stripe, [EndpointOf(told, name)], network, TimeProvider.System);
                made.Enqueue(Assert.Single(await sender.Send(told, CancellationToken.None)));
                _ = name == "issuer" ? Interlocked.Increment(ref ofIssuer) : 0;
            }
        }
    }

    private IEnumerable<string> TellersOf(FakeEvent told) => issues ? [told.Account == stripe.Issuer ? "issuer" : "seller"] : ["seller", "issuer"];

    private WebhookEndpoint EndpointOf(FakeEvent told, string name) =>
        new(address, [.. secrets.Where(secret => secret.Contains(name, StringComparison.Ordinal))], account: told.Account);
}
