namespace Acp.Payments.Stripe;

/// <summary>Stripe's webhooks: signed, of now, and an event. Without a configured secret none is believed.</summary>
public sealed class StripeNotices(StripeOptions options, TimeProvider clock) : IProviderNotices
{
    /// <summary>Names what to set: an operator reads it in the log.</summary>
    public const string NoSecret =
        $"no secret is configured in {StripeOptions.Section}:{nameof(StripeOptions.WebhookSecrets)} (or STRIPE_WEBHOOK_SECRET)";

    private readonly string[] secrets = [.. options.WebhookSecrets];

    public NoticeVerdict Read(string? signature, ReadOnlyMemory<byte> body)
    {
        if (secrets.Length == 0)
        {
            return new NoticeVerdict.Refused(NoSecret);
        }

        if (StripeSignature.Refusal(signature, body.Span, secrets, clock.GetUtcNow()) is { } why)
        {
            return new NoticeVerdict.Refused(why);
        }

        return StripeEvents.Read(body) is { } notice ? new NoticeVerdict.Genuine(notice) : new NoticeVerdict.Refused("no event");
    }
}
