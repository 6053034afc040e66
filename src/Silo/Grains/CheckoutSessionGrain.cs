using Acp.CheckoutSessions;
using Orleans.Concurrency;

namespace Acp.Silo.Grains;

[GrainInterfaceType("checkout-session")]
internal interface ICheckoutSessionGrain : ICheckoutSession, IGrainWithStringKey;

/// <summary>
/// The actor as a grain. Reentrant: calls interleave at awaits, as in every engine, and the actor's own turns do the
/// rest. Queued behind a charge they would each become a charge in line, and reads would wait for the provider.
/// </summary>
[Reentrant]
[GrainType("checkout-session")]
internal sealed class CheckoutSessionGrain(IGrainContext context, CheckoutPorts ports)
    : CheckoutSessionActor(context.GrainId.Key.ToString()!, ports), ICheckoutSessionGrain, IGrainBase, ILimited
{
    private int calls;

    public IGrainContext GrainContext { get; } = context;

    ref int ILimited.Calls => ref calls;
}
