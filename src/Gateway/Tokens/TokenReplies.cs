using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Gateway.Issuing;

/// <summary>Pure: the same token gives the same bytes on every node.</summary>
internal sealed class TokenReplies : ITokenReplies
{
    public Reply Render(SharedPaymentTokenView token) => new(StatusCodes.Status201Created, TokenWriter.Write(token));

    public Reply Render(Refusal refusal)
    {
        var error = RefusalTable.Describe(refusal);
        return new Reply(error.Status, error.ToJson());
    }
}
