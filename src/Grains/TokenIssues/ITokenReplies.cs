using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

namespace Acp.TokenIssues;

/// <summary>Renders what a platform is told of a token. Pure, and called before the commit that keeps the reply.</summary>
public interface ITokenReplies
{
    /// <summary>The answer to a token that was issued.</summary>
    Reply Render(SharedPaymentTokenView token);

    Reply Render(Refusal refusal);
}
