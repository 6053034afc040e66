using Acp.Orders;
using Orleans.Concurrency;

namespace Acp.Silo.Grains;

[GrainInterfaceType("order")]
internal interface IOrderGrain : IOrder, IGrainWithStringKey;

[Reentrant]
[GrainType("order")]
internal sealed class OrderGrain(IGrainContext context, OrderPorts ports)
    : OrderActor(context.GrainId.Key.ToString()!, ports), IOrderGrain, IGrainBase, ILimited
{
    private int calls;

    public IGrainContext GrainContext { get; } = context;

    ref int ILimited.Calls => ref calls;
}
