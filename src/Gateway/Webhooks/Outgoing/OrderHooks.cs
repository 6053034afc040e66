using System.Collections.Concurrent;
using Acp.Deliveries;
using Acp.Gateway.Orders;
using Acp.Gateway.Outside;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Webhooks.Outgoing;

/// <summary>Tells endpoints of orders over HTTP: bounded in time and size, and led nowhere.</summary>
internal sealed class OrderHooks(
    OrderEndpoints endpoints,
    IOrderEventBodies bodies,
    OutsideNetwork network,
    IOptions<WebhooksOptions> options,
    IHostEnvironment environment,
    TimeProvider clock) : IOrderHooks, IDisposable
{
    /// <summary>For all of it, from the name to the answer's last header: eight hang at a time, and others wait behind them.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, EndpointConnection> connections = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Endpoints { get; } = [.. endpoints.All.Select(endpoint => endpoint.Name)];

    public IReadOnlyList<string> EndpointsOf(string platform) =>
        [.. endpoints.All.Where(endpoint => endpoint.Platform is null || endpoint.Platform == platform).Select(endpoint => endpoint.Name)];

    public async ValueTask<SendOutcome> Send(string endpoint, OrderMessage message)
    {
        if (endpoints.Find(endpoint) is not { } receiver)
        {
            return new SendOutcome.NotSent(SendFailures.NotConfigured, Until: null);
        }

        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            return await Send(receiver, message, patience.Token);
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome.Failed(Status: null, SendFailures.TooSlow); // Ours, or that of the connection alone.
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new SendOutcome.Failed(Status: null, WhyOf(e, patience.IsCancellationRequested));
        }
    }

    public void Dispose()
    {
        foreach (var connection in connections.Values)
        {
            connection.Dispose();
        }
    }

    private static string WhyOf(Exception e, bool isTooLate) => e switch
    {
        { InnerException: AddressRefusedException refused } => refused.Message,
        _ when isTooLate || e.InnerException is TimeoutException => SendFailures.TooSlow,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => SendFailures.BadCertificate,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } => SendFailures.Unreadable,
        _ => SendFailures.NoConnection,
    };

    private async ValueTask<SendOutcome> Send(OrderEndpoint receiver, OrderMessage message, CancellationToken stop)
    {
        using var request = RequestOf(receiver, message);
        using var response = await ConnectionTo(receiver).Invoker.SendAsync(request, stop);
        var (status, now) = ((int)response.StatusCode, clock.GetUtcNow());
        await AnswerBodies.Drain(response.Content, clock);
        return status switch
        {
            >= 200 and < 300 => new SendOutcome.Delivered(status),
            >= 300 and < 400 => new SendOutcome.Failed(status, SendFailures.Redirects),
            _ => new SendOutcome.Failed(status, SendFailures.NotTaken, RetryAfterOf(response, now)),
        };
    }

    private HttpRequestMessage RequestOf(OrderEndpoint receiver, OrderMessage message)
    {
        var told = bodies.Render(receiver.Receiver, message, clock.GetUtcNow());
        var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url) { Content = new ReadOnlyMemoryContent(told.Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", told.ContentType);
        request.Headers.TryAddWithoutValidation("User-Agent", "acp-order-webhooks/1.0");
        foreach (var (name, value) in told.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter is { } asked ? asked.Delta ?? (asked.Date - now) : null;

    private EndpointConnection ConnectionTo(OrderEndpoint receiver) => connections.GetOrAdd(
        receiver.Name, (_, url) => new EndpointConnection(network, url, options.Value.AllowPrivateAddresses, environment.IsDevelopment()), receiver.Url);
}
