using System.Diagnostics;

namespace Acp.Payments.Stripe;

/// <summary>Translates Stripe's replies to its issuer's calls, by the rule of <see cref="StripeAnswers"/>: unknown stays unknown.</summary>
internal static class IssueAnswers
{
    /// <summary>The reply to a send of these bytes.</summary>
    public static IssueAnswer ToIssue(StripeReply reply, ReadOnlySpan<byte> sent) => reply switch
    {
        StripeReply.NotSent => new IssueAnswer.NotExecuted(),
        StripeReply.NoAnswer { Cause: var cause } => new IssueAnswer.Unknown(cause),
        StripeReply.Answered { Status: 200, Body.Issued: { } token } => IssueBody.AsksFor(sent, token)
            ? new IssueAnswer.Issued(token)
            : new IssueAnswer.Unknown("another token than ours"),
        StripeReply.Answered { Status: >= 400 and < 500 and not 409, Body.Error: { } error } it => OfRefusal(it.Status, error),
        StripeReply.Answered => new IssueAnswer.Unknown(StripeAnswers.Cause(reply)),
        _ => throw new UnreachableException($"Unhandled {reply}."),
    };

    public static IssuedLookup ToLookUp(StripeReply reply, string token) => reply switch
    {
        StripeReply.Answered { Status: 200, Body.Issued: { } found } when found.Token == token => new IssuedLookup.Found(found),
        _ when StripeAnswers.SaysUnknown(reply) => new IssuedLookup.Unknown(),
        _ => new IssuedLookup.NotAnswered(),
    };

    /// <returns>Null where the token itself is to be asked.</returns>
    public static RevokeAnswer? ToRevocation(StripeReply reply, string token) => reply switch
    {
        StripeReply.Answered { Status: 200, Body.Issued: { Facts.Deactivation: not null } ended } when ended.Token == token =>
            new RevokeAnswer.Ended(ended),
        _ when StripeAnswers.SaysUnknown(reply) => new RevokeAnswer.Unknown(),
        StripeReply.Answered { Status: 200 or 400 or >= 500 } => null,
        _ => new RevokeAnswer.NotAnswered(),
    };

    public static RevokeAnswer ToRevocation(IssuedLookup token) => token switch
    {
        IssuedLookup.Found { Token.Facts.Deactivation: not null } it => new RevokeAnswer.Ended(it.Token),
        IssuedLookup.Unknown => new RevokeAnswer.Unknown(),
        _ => new RevokeAnswer.NotAnswered(),
    };

    private static IssueAnswer OfRefusal(int status, StripeError error) => status switch
    {
        // Our key met other bytes, or its first request still runs: the first send's outcome stays open.
        _ when error is { Type: "idempotency_error" } or { Code: "idempotency_key_in_use" } => new IssueAnswer.Unknown("idempotency_error"),
        402 => new IssueAnswer.Declined(Reasons.OfDecline(error)),
        400 or 404 => BadRequests.IsAboutIssue(error)
            ? new IssueAnswer.Refused(Reasons.OfIssue(error))
            : new IssueAnswer.NotExecuted(),
        401 or 403 or 429 => new IssueAnswer.NotExecuted(),
        _ => new IssueAnswer.Unknown($"status {status}"),
    };
}
