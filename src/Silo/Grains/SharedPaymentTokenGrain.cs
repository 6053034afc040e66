using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;
using Orleans.Concurrency;

namespace Acp.Silo.Grains;

[GrainInterfaceType("shared-payment-token")]
internal interface ISharedPaymentTokenGrain : ISharedPaymentToken, IGrainWithStringKey;

[Reentrant]
[GrainType("shared-payment-token")]
internal sealed class SharedPaymentTokenGrain(IGrainContext context, TokenPorts ports, IGrains grains)
    : SharedPaymentTokenActor(context.GrainId.Key.ToString()!, ports, grains.Get<ICheckoutSession>), ISharedPaymentTokenGrain, IGrainBase, ILimited
{
    private int calls;

    public IGrainContext GrainContext { get; } = context;

    ref int ILimited.Calls => ref calls;
}
