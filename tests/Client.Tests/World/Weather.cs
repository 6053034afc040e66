using System.Text;

namespace Acp.Client.Tests;

/// <summary>What may go wrong between a client and a real gateway.</summary>
internal enum Fault
{
    None,
    NoConnection,
    RequestLost,
    ReplyLost,
    ReplyCut,
    Overloaded,
    StoreAway,
    KeyInFlight,
    PaymentInProgress,
    TooMany,
    InternalError,
    BadGateway,
}

/// <summary>The network, with one fault after the other and fair weather after that.</summary>
internal sealed class Weather(IEnumerable<Fault> faults) : HttpMessageHandler
{
    private readonly HttpMessageInvoker network = new(new SocketsHttpHandler { UseProxy = false });
    private readonly Queue<Fault> faults = new(faults);
    private readonly List<Sent> sent = [];

    public IReadOnlyList<Sent> Sent => sent;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        sent.Add(await Tests.Sent.Of(request));
        return (faults.TryDequeue(out var fault) ? fault : Fault.None) switch
        {
            Fault.NoConnection => Replies.NoConnection(),
            Fault.RequestLost => Replies.Broken(),
            Fault.ReplyLost => await Lost(request, cancellationToken),
            Fault.ReplyCut => await Cut(request, cancellationToken),
            Fault.Overloaded => Replies.Error(503, "overloaded", retryAfter: 1),
            Fault.StoreAway => Replies.Error(503, "service_unavailable", retryAfter: 2),
            Fault.KeyInFlight => Replies.Error(409, "idempotency_in_flight", retryAfter: 1),
            Fault.PaymentInProgress => Replies.Error(409, "payment_in_progress", retryAfter: 2),
            Fault.TooMany => Replies.Error(429, "rate_limited", retryAfter: 1),
            Fault.InternalError => Replies.Error(500, "internal_error"),
            Fault.BadGateway => Replies.Page(502),
            _ => await network.SendAsync(request, cancellationToken),
        };
    }

    private async Task<HttpResponseMessage> Lost(HttpRequestMessage request, CancellationToken stop)
    {
        using var response = await network.SendAsync(request, stop);
        await response.Content.ReadAsByteArrayAsync(stop);
        return Replies.Broken();
    }

    private async Task<HttpResponseMessage> Cut(HttpRequestMessage request, CancellationToken stop)
    {
        using var response = await network.SendAsync(request, stop);
        var body = await response.Content.ReadAsByteArrayAsync(stop);
        return Replies.Json((int)response.StatusCode, Encoding.UTF8.GetString(body.AsSpan(0, body.Length / 2)));
    }

    protected override void Dispose(bool disposing)
    {
        network.Dispose();
        base.Dispose(disposing);
    }
}
