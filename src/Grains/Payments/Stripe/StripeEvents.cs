using System.Text.Json;
using Acp.ProviderEvents;
using static Acp.Payments.Stripe.StripeJson;

namespace Acp.Payments.Stripe;

/// <param name="Account">The account it names: a connected one of several that share an endpoint; null where it names none.</param>
internal sealed record StripeEvent(EventFacts Facts, string? Account);

/// <summary>
/// Reads Stripe's events as far as they say whom they are about. Their version is not looked at, and what they show of
/// charges and tokens neither: an event may be days old, so that whoever it wakes asks Stripe.
/// </summary>
internal static class StripeEvents
{
    /// <summary>What the seller's endpoint is to be told: each makes somebody look again, and without it they look when it falls due.</summary>
    public static IReadOnlyList<string> OfSeller { get; } =
    [
        "payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.requires_action", "payment_intent.processing", "payment_intent.canceled",
        "shared_payment.granted_token.deactivated",
        "checkout.session.completed", "checkout.session.expired", "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed",
        "refund.created", "refund.updated", "refund.failed", "charge.refunded",
        "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed", "charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated",
    ];

    /// <summary>The same of the account that issues tokens.</summary>
    public static IReadOnlyList<string> OfIssuer { get; } =
    [
        "shared_payment.issued_token.requires_action", "shared_payment.issued_token.active",
        "shared_payment.issued_token.used", "shared_payment.issued_token.deactivated",
    ];

    /// <returns>Null where the bytes are no event.</returns>
    public static StripeEvent? Read(ReadOnlyMemory<byte> bytes) => StripeJson.Read(bytes, Event);

    private static StripeEvent? Event(JsonElement body)
    {
        if (Text(body, "object") != "event"
            || Text(body, "id") is not { Length: > 0 } id
            || Text(body, "type") is not { Length: > 0 } type)
        {
            return null;
        }

        // One source document shows a token's id and payment in data itself, without an object.
        var data = Member(body, "data");
        var about = Member(data, "object") ?? data;
        var subject = SubjectOf(type);
        var facts = new EventFacts(
            id,
            type,
            subject,
            Whole(body, "created") is { } seconds ? Instant(seconds, "created") : DateTimeOffset.UnixEpoch,
            Text(Member(about, "metadata"), ChargeBody.Session),
            Text(Member(about, "shared_metadata"), IssueBody.Issue),
            IsToken(subject, about) ? Text(about, "id") : null,
            IntentOf(about));
        return new(facts, Text(body, "account"));
    }

    private static EventSubject SubjectOf(string type) => type switch
    {
        "payment_intent.succeeded" or "payment_intent.payment_failed" or "payment_intent.requires_action"
            or "payment_intent.processing" or "payment_intent.canceled" => EventSubject.Payment,
        "charge.refunded" or "charge.refund.updated" => EventSubject.Refund,
        _ when IsOf(type, StripeTokens.Issued) => EventSubject.IssuedToken,
        _ when IsOf(type, StripeTokens.Granted) => EventSubject.GrantedToken,
        _ when IsOf(type, "refund") => EventSubject.Refund,
        _ when IsOf(type, "charge.dispute") => EventSubject.Dispute,
        _ when IsOf(type, "checkout.session") => EventSubject.HostedPage,
        _ => EventSubject.Unknown,
    };

    private static bool IsOf(string type, string kind) => type.StartsWith(kind + ".", StringComparison.Ordinal);

    private static bool IsToken(EventSubject subject, JsonElement? about) =>
        subject is EventSubject.IssuedToken or EventSubject.GrantedToken
        || Text(about, "object") is StripeTokens.Granted or StripeTokens.Issued;

    // Named by its id, unless whoever set up the endpoint had it expanded.
    private static string? IntentOf(JsonElement? about) => about switch
    {
        null => null,
        { } it when Text(it, "object") == "payment_intent" => Text(it, "id"),
        { } it => Reference(it, "payment_intent"),
    };
}
