using System.Text.Json;
using Acp.ProviderEvents;

namespace Acp.Payments.Stripe;

/// <summary>
/// Reads Stripe's events as far as they say whom they are about. Their version is not looked at, and what they show of
/// charges and tokens neither: an event may be days old, so that whoever it wakes asks Stripe.
/// </summary>
internal static class StripeEvents
{
    /// <returns>Null where the bytes are no event.</returns>
    public static EventFacts? Read(ReadOnlyMemory<byte> bytes) => StripeJson.Read(bytes, Notice);

    private static EventFacts? Notice(JsonElement body)
    {
        if (StripeJson.Text(body, "object") != "event"
            || StripeJson.Text(body, "id") is not { Length: > 0 } id
            || StripeJson.Text(body, "type") is not { Length: > 0 } type)
        {
            return null;
        }

        var about = StripeJson.Member(StripeJson.Member(body, "data"), "object");
        return new(
            id,
            type,
            EventSubject.Unknown,
            DateTimeOffset.UnixEpoch,
            StripeJson.Text(StripeJson.Member(about, "metadata"), ChargeBody.Session),
            Issue: null,
            IdOf(about, "shared_payment.granted_token"),
            IdOf(about, "payment_intent"));
    }

    private static string? IdOf(JsonElement? about, string kind) => StripeJson.Text(about, "object") == kind ? StripeJson.Text(about, "id") : null;
}
