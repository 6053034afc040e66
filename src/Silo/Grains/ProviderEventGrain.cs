using Acp.ProviderEvents;
using Orleans.Concurrency;

namespace Acp.Silo.Grains;

[GrainInterfaceType("provider-event")]
internal interface IProviderEventGrain : IProviderEvent, IGrainWithStringKey;

[Reentrant]
[GrainType("provider-event")]
internal sealed class ProviderEventGrain(IGrainContext context, TokenPorts ports, IGrains grains)
    : ProviderEventActor(context.GrainId.Key.ToString()!, ports, grains), IProviderEventGrain, IGrainBase, ILimited
{
    private int calls;

    public IGrainContext GrainContext { get; } = context;

    ref int ILimited.Calls => ref calls;
}
