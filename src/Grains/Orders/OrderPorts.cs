using Acp.Payments;
using Acp.Store;
using Acp.Telemetry;
using Microsoft.Extensions.Logging;

namespace Acp.Orders;

/// <summary>Everything outside that an order needs.</summary>
public sealed record OrderPorts(IStore Store, IRefunds Refunds, IIds Ids, TimeProvider Clock, ILogger<OrderActor> Log)
{
    public DateTimeOffset Now => Clock.GetUtcNow();

    public RefundOptions RefundOptions { get; init; } = new();

    public Instruments Instruments { get; init; } = Instruments.Unobserved;

    /// <summary>The endpoints that are told of a platform's orders, by their names.</summary>
    public Func<string, IReadOnlyList<string>> EndpointsOf { get; init; } = static _ => [];
}
