using System.Net;
using System.Net.Http.Headers;

namespace Acp.Fakes;

/// <summary>
/// Sends events to webhook endpoints as Stripe does: signed anew at each try, tried again while no 2xx comes, as often
/// as in a sandbox. It follows no redirect.
/// </summary>
public sealed class WebhookSender(FakeStripe stripe, IReadOnlyList<WebhookEndpoint> endpoints, HttpMessageInvoker network, TimeProvider clock)
{
    /// <summary>Stripe's number for a sandbox.</summary>
    private const int Tries = 3;

    /// <summary>Events on their way at once; Stripe keeps no order either.</summary>
    private const int AtOnce = 8;

    /// <summary>Longer than a receiver that does its work first should take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Before the second try, and twice as long before the third. Stripe waits for hours; whoever waits at a fake has seconds.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A network that neither follows redirects nor knows proxies or cookies.</summary>
    public static HttpMessageInvoker Network() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    });

    /// <summary>Lets the control calls send through it.</summary>
    public void Attach()
    {
        stripe.Deliveries.EndpointsOf = it => Of(it).Count();
        stripe.Deliveries.Sender = endpoints.Count == 0 ? null : it => Send(it, CancellationToken.None);
    }

    /// <summary>Sends what happens until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        try
        {
            var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
            await Parallel.ForEachAsync(Taken(stop), limits, async (it, stopped) => await Send(it, stopped));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    /// <summary>To every endpoint of its account, with its tries.</summary>
    public async ValueTask<IReadOnlyList<FakeDelivery>> Send(FakeEvent it, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(it);
        var receivers = Of(it).ToList();
        var body = it.ToJson(receivers.Count);
        var deliveries = await Task.WhenAll(receivers.Select(endpoint => Send(it.Id, body, endpoint, stop)));
        if (deliveries.All(delivery => delivery.Taken))
        {
            stripe.Deliveries.Acknowledge(it);
        }

        return deliveries;
    }

    private IEnumerable<WebhookEndpoint> Of(FakeEvent it) => endpoints.Where(endpoint => (endpoint.Account ?? stripe.Seller) == it.Account);

    private async IAsyncEnumerable<FakeEvent> Taken([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            yield return await stripe.Deliveries.Take(stop);
        }
    }

    private async Task<FakeDelivery> Send(string id, byte[] body, WebhookEndpoint endpoint, CancellationToken stop)
    {
        for (var number = 1; ; number++)
        {
            var delivery = new FakeDelivery(id, endpoint.Url.AbsoluteUri, await Try(body, endpoint, stop), number);
            if (delivery.Taken || number == Tries)
            {
                return delivery;
            }

            await Task.Delay(Pause * number, clock, stop);
        }
    }

    /// <returns>The reply's status; 0 where none came.</returns>
    private async Task<int> Try(byte[] body, WebhookEndpoint endpoint, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        using var request = Request(body, endpoint);
        try
        {
            using var response = await network.SendAsync(request, either.Token);
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return 0;
        }
    }

    private HttpRequestMessage Request(byte[] body, WebhookEndpoint endpoint)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url)
        {
            Version = HttpVersion.Version11,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
        };
        request.Headers.TryAddWithoutValidation("Stripe-Signature", endpoint.Sign(body, clock.GetUtcNow()));
        request.Headers.TryAddWithoutValidation("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)");
        return request;
    }
}
