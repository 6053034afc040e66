using System.Diagnostics;

namespace Acp.Payments.Stripe;

/// <summary>
/// Translates Stripe's replies. The rule that outranks all others: unknown is never turned into yes or no. A status
/// counts only together with Stripe's own JSON, because anything on the way can answer with a status.
/// </summary>
internal static class StripeAnswers
{
    /// <summary>The reply to a send of these bytes.</summary>
    public static ChargeAnswer ToCharge(StripeReply reply, ReadOnlySpan<byte> sent) => reply switch
    {
        StripeReply.NotSent => new ChargeAnswer.NotExecuted(),
        StripeReply.NoAnswer { Cause: var cause } => new ChargeAnswer.Unknown(cause),
        StripeReply.Answered { Status: 200, Body.Intent: { } intent } => ChargeBody.AsksFor(sent, intent)
            ? OfIntent(intent)
            : new ChargeAnswer.Unknown("another intent than ours"),
        StripeReply.Answered { Status: >= 400 and < 500 and not 409, Body.Error: { } error } it => OfRefusedCharge(it.Status, error),
        StripeReply.Answered it => new ChargeAnswer.Unknown(Cause(reply)) { MayRepeat = MayRepeat(it) },
        _ => throw new UnreachableException($"Unhandled {reply}."),
    };

    /// <summary>The reply to a look-up, or to a wish to cancel, of this intent.</summary>
    public static ChargeAnswer ToIntent(StripeReply reply, string intentId) => reply switch
    {
        StripeReply.NotSent => new ChargeAnswer.NotExecuted(),
        StripeReply.NoAnswer { Cause: var cause } => new ChargeAnswer.Unknown(cause),
        StripeReply.Answered { Status: 200, Body.Intent: { } intent } => OfThis(intent, intentId),
        StripeReply.Answered { Status: 401 or 403 or 429, Body.Error: not null } => new ChargeAnswer.NotExecuted(),
        // A cancel that lost: Stripe refuses it and shows the intent as it stands.
        StripeReply.Answered { Status: 400, Body.Error: { Code: "payment_intent_unexpected_state", Intent: { } intent } } =>
            OfThis(intent, intentId),
        StripeReply.Answered => new ChargeAnswer.Unknown(Cause(reply)),
        _ => throw new UnreachableException($"Unhandled {reply}."),
    };

    public static TokenLookup ToTokenLookUp(StripeReply reply, string token) => reply switch
    {
        StripeReply.Answered { Status: 200, Body.Token: { } found } when found.Id == token => new TokenLookup.Found(found.Facts),
        _ when SaysUnknown(reply) => new TokenLookup.Unknown(),
        _ => new TokenLookup.NotAnswered(),
    };

    /// <summary>Whether it says that there is no such object in the account.</summary>
    public static bool SaysUnknown(StripeReply reply) => reply switch
    {
        // An API version without this call also answers 404; that says nothing of the object.
        StripeReply.Answered { Status: 404, Body.Error.Message: { } text }
            when text.StartsWith("Unrecognized request URL", StringComparison.Ordinal) => false,
        StripeReply.Answered { Status: 404, Body.Error: not null } => true,
        StripeReply.Answered { Status: 400, Body.Error.Code: "resource_missing" } => true,
        _ => false,
    };

    /// <summary>Why a reply could not be used, for the log.</summary>
    public static string Cause(StripeReply reply) => reply switch
    {
        StripeReply.Answered { Body: null } it => $"status {it.Status}, unreadable",
        StripeReply.Answered it => $"status {it.Status}",
        StripeReply.NotSent it => it.Cause,
        StripeReply.NoAnswer it => it.Cause,
        _ => throw new UnreachableException($"Unhandled {reply}."),
    };

    /// <summary>Whether a repeat may get another answer: a 5xx is kept under the key like any other reply.</summary>
    public static bool MayRepeat(StripeReply.Answered reply) =>
        reply.Status is not (409 or >= 500) || (reply.ShouldRetry ?? !(reply.Status >= 500 && reply.WasReplayed));

    private static ChargeAnswer OfRefusedCharge(int status, StripeError error) => status switch
    {
        // An intent that is anything but back at its start contradicts the refusal: money may have moved.
        _ when error.Intent is { Status: not "requires_payment_method" } =>
            new ChargeAnswer.Unknown($"status {status} with an intent {error.Intent.Status}"),
        // Our key met other bytes, or its first request still runs: the first send's outcome stays open.
        _ when error is { Type: "idempotency_error" } or { Code: "idempotency_key_in_use" } =>
            new ChargeAnswer.Unknown("idempotency_error"),
        402 => new ChargeAnswer.Declined(Reasons.OfDecline(error)),
        400 or 404 => BadRequests.IsAboutTokenOrCard(error)
            ? new ChargeAnswer.Rejected(Reasons.OfRejection(error))
            : new ChargeAnswer.NotExecuted(),
        401 or 403 or 429 => new ChargeAnswer.NotExecuted(),
        _ => new ChargeAnswer.Unknown($"status {status}"),
    };

    private static ChargeAnswer OfThis(StripeIntent intent, string intentId) =>
        intent.Id == intentId ? OfSeen(intent) : new ChargeAnswer.Unknown("another intent than ours");

    /// <summary>
    /// An intent that was come upon, at whatever moment. Stripe shows one that it is just confirming as in need of a payment
    /// method, too; only what went wrong tells that it was refused.
    /// </summary>
    public static ChargeAnswer OfSeen(StripeIntent intent) => intent switch
    {
        _ when MayBeAtWork(intent) => new ChargeAnswer.Unknown($"intent {intent.Status}, not failed"),

        // The money moved both ways: neither yes nor no.
        { Status: "succeeded", WasRefunded: true } => new ChargeAnswer.Unknown("succeeded and refunded"),
        _ => OfIntent(intent),
    };

    /// <summary>Whether it is at its start and has not failed yet.</summary>
    public static bool MayBeAtWork(StripeIntent intent) => intent is { Status: "requires_payment_method", LastError: null };

    private static ChargeAnswer OfIntent(StripeIntent intent) => intent.Status switch
    {
        "succeeded" => new ChargeAnswer.Succeeded(intent.Id),
        "requires_action" => new ChargeAnswer.MustAuthenticate(intent.Id),
        "processing" => new ChargeAnswer.Processing(intent.Id),
        "requires_payment_method" => new ChargeAnswer.Declined(Reasons.OfDecline(intent.LastError)),
        "canceled" => new ChargeAnswer.Canceled(),
        var other => new ChargeAnswer.Unknown($"intent {other}"),
    };
}
