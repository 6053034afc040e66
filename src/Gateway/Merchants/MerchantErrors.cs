using System.Diagnostics;
using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Merchants;

namespace Acp.Gateway.Merchants;

/// <summary>What an administrator is told where a merchant does not come to stand as wished.</summary>
internal static class MerchantErrors
{
    public static AcpError Describe(MerchantAnswer answer) => answer switch
    {
        MerchantAnswer.NotFound => Refused(404, "not_found", "There is no such merchant."),
        MerchantAnswer.AnotherProfile => Refused(
            409, "another_profile", "The merchant is registered with another profile. POST this one to the merchant's /profile; it has to be verified anew then."),
        MerchantAnswer.Suspended => Refused(
            409, "merchant_suspended", "The merchant is suspended. POST why that is over to the merchant's /reinstate; it can be verified after that."),
        MerchantAnswer.NotVerified it => Refused(409, "merchant_not_verified", $"The merchant is not verified. {it.Why}"),
        MerchantAnswer.NotAsked it => new(
            503, ErrorType.ServiceUnavailable, "merchant_not_asked", $"The merchant could not be asked, and stands as it did. {it.Why}") { RetryAfter = 30 },
        MerchantAnswer.Contended => AnswerTable.Describe(new Answer.Contended()),
        _ => throw new UnreachableException($"Unhandled {answer}."),
    };

    private static AcpError Refused(int status, string code, string message) => new(status, ErrorType.InvalidRequest, code, message);
}
