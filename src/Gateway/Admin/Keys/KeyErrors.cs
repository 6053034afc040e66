using System.Diagnostics;
using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Keys;

namespace Acp.Gateway.Admin.Keys;

/// <summary>What an operator is told where a key does not come to be as wished.</summary>
internal static class KeyErrors
{
    public static AcpError Describe(AccessKeyAnswer answer) => answer switch
    {
        AccessKeyAnswer.NotFound => Refused(404, "not_found", "There is no such key."),
        AccessKeyAnswer.Over => Refused(409, "key_over", "The key is revoked or expired, so nothing follows it. Make a new one."),
        AccessKeyAnswer.Rotated it => Refused(409, "key_rotated", $"The key is rotated already: {it.By} follows it. Rotate that one, or make a new one."),
        AccessKeyAnswer.MadeBefore it => Refused(
            409, "key_made_before", $"This request made {it.Id}, which was told then and cannot be told again. If nobody has it, revoke it and make a new one, with another Idempotency-Key."),
        AccessKeyAnswer.OtherWish => AnswerTable.Describe(new Answer.KeyReused()),
        AccessKeyAnswer.Contended => AnswerTable.Describe(new Answer.Contended()),
        _ => throw new UnreachableException($"Unhandled {answer.GetType().Name}."),
    };

    private static AcpError Refused(int status, string code, string message) => new(status, ErrorType.InvalidRequest, code, message);
}
