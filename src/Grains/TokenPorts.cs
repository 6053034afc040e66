using Acp.Payments;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Acp.Telemetry;
using Acp.TokenIssues;
using Microsoft.Extensions.Logging;

namespace Acp;

/// <summary>Everything outside that tokens, their issues and the provider's events need.</summary>
public sealed record TokenPorts(
    IStore Store,
    IInventory Inventory,
    IPaymentProvider Provider,
    ITokenIssuer Issuer,
    IRefunds Refunds,
    ITokenReplies Replies,
    ITokenPolicies Policies,
    TokenOptions Options,
    IIds Ids,
    TimeProvider Clock,
    ILogger<SharedPaymentTokenActor> Log)
{
    public DateTimeOffset Now => Clock.GetUtcNow();

    public Instruments Instruments { get; init; } = Instruments.Unobserved;
}
