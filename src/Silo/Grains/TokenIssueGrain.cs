using Acp.SharedPaymentTokens;
using Acp.TokenIssues;
using Orleans.Concurrency;

namespace Acp.Silo.Grains;

[GrainInterfaceType("token-issue")]
internal interface ITokenIssueGrain : ITokenIssue, IGrainWithStringKey;

[Reentrant]
[GrainType("token-issue")]
internal sealed class TokenIssueGrain(IGrainContext context, TokenPorts ports, IGrains grains)
    : TokenIssueActor(context.GrainId.Key.ToString()!, ports, grains.Get<ISharedPaymentToken>), ITokenIssueGrain, IGrainBase, ILimited
{
    private int calls;

    public IGrainContext GrainContext { get; } = context;

    ref int ILimited.Calls => ref calls;
}
