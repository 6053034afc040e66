using Acp.Store;
using Acp.Telemetry;
using Microsoft.Extensions.Logging;

namespace Acp.Deliveries;

/// <summary>Everything outside that a delivery needs.</summary>
public sealed record DeliveryPorts(
    IStore Store, IOrderHooks Hooks, EndpointCircuits Circuits, IIds Ids, TimeProvider Clock, ILogger<DeliveryActor> Log)
{
    public DateTimeOffset Now => Clock.GetUtcNow();

    public Instruments Instruments { get; init; } = Instruments.Unobserved;
}
