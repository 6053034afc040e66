namespace Acp.Payments.Stripe;

/// <summary>Stripe's webhooks, of the seller's account and the issuer's: signed, of now, and an event. Without a configured secret none is believed.</summary>
public sealed class StripeNotices(StripeOptions options, TimeProvider clock) : IProviderNotices
{
    /// <summary>Names what to set: an operator reads it in the log.</summary>
    public const string NoSecret =
        $"no secret is configured in {StripeOptions.Section}:{nameof(StripeOptions.WebhookSecrets)} (or STRIPE_WEBHOOK_SECRET)";

    // Which of them signed is no matter: two accounts may post to one address, and each rotates its own.
    private readonly string[] secrets = [.. options.WebhookSecrets, .. options.Issuer.WebhookSecrets];

    private readonly HashSet<string> accounts =
        [.. new[] { options.Account, options.ConnectedAccount, options.Issuer.Account }.OfType<string>()];

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

        return StripeEvents.Read(body) switch
        {
            null => new NoticeVerdict.Refused("no event"),
            { Account: { } account } when accounts.Count > 0 && !accounts.Contains(account) => new NoticeVerdict.OtherAccount(),
            var told => new NoticeVerdict.Genuine(told.Facts),
        };
    }
}
