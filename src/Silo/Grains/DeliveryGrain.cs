using Acp.Deliveries;
using Acp.Orders;
using Orleans.Concurrency;

namespace Acp.Silo.Grains;

[GrainInterfaceType("delivery")]
internal interface IDeliveryGrain : IDelivery, IGrainWithStringKey;

[Reentrant]
[GrainType("delivery")]
internal sealed class DeliveryGrain(IGrainContext context, DeliveryPorts ports)
    : DeliveryActor(context.GrainId.Key.ToString()!, ports), IDeliveryGrain, IGrainBase, ILimited
{
    private int calls;

    public IGrainContext GrainContext { get; } = context;

    ref int ILimited.Calls => ref calls;
}
