using System.Diagnostics;
using Acp.Gateway.Errors;
using Acp.SharedPaymentTokens;
using Ids = Acp.Gateway.Reading.Tokens;

namespace Acp.Gateway.Admin.Tokens;

/// <summary>
/// <c>POST /admin/spt/{id}/revoke</c>, with or without <c>{"reason":"…"}</c>: 200 once it is revoked for certain, 202 while
/// the provider has not confirmed it. Safe to repeat.
/// </summary>
internal static class RevokeEndpoint
{
    public static async Task<IResult> Handle(string id, HttpContext http, IGrains grains)
    {
        var reason = await Reasons.Optional(http.Request);
        var revocation = Ids.IsPossible(id)
            ? await grains.Get<ISharedPaymentToken>(id).Revoke(http.Operator().Name, reason)
            : new Revocation.NotFound();
        return revocation switch
        {
            Revocation.Revoked(var token) => AdminReply.Json(
                TokenJson.Render(token), token.RevocationConfirmed ? StatusCodes.Status200OK : StatusCodes.Status202Accepted),
            Revocation.NotFound => AdminReply.NotFound("token"),
            _ => AdminReply.Error(Describe(revocation)),
        };
    }

    private static AcpError Describe(Revocation revocation) => revocation switch
    {
        Revocation.AlreadyUsed { PaymentIntent: var intent } => new(
            409, ErrorType.InvalidRequest, "token_used", $"The token was used{(intent is null ? string.Empty : $" by the payment {intent}")}. Nothing was changed: a payment is refunded, not revoked."),
        Revocation.InUse { Session: var session } => new(
            409, ErrorType.InvalidRequest, "token_in_use", $"The session {session} is being paid with the token. Nothing was changed.") { RetryAfter = 2 },
        Revocation.StoreUnavailable => AnswerTable.StoreUnavailable,
        _ => throw new UnreachableException($"Unhandled {revocation}."),
    };
}
