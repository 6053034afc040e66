using System.Diagnostics;
using System.Text.Json;
using static Acp.Payments.Stripe.StripeJson;

namespace Acp.Payments.Stripe;

/// <summary>Translates Stripe's replies about hosted pages, by the rule of <see cref="StripeAnswers"/>: unknown stays unknown.</summary>
internal static class PageAnswers
{
    public const string Kind = "checkout.session";

    private const string Refused = "The payment provider would not open a page for this.";
    private const string TooSmall = "The amount is below the smallest that the payment provider's page takes.";
    private const string TooLarge = "The amount is above the largest that the payment provider's page takes.";

    public static StripePageFacts Read(JsonElement page) => new(
        Text(page, "id") ?? throw Unreadable("id"),
        Text(page, "status"),
        Text(page, "payment_status"),
        Text(page, "url"),
        Whole(page, "expires_at") is { } seconds ? Instant(seconds, "expires_at") : null,
        Whole(page, "amount_total"),
        Text(page, "currency"),
        Reference(page, "payment_intent"),
        Text(Member(page, "metadata"), ChargeBody.Session),
        Text(Member(page, "metadata"), ChargeBody.Attempt));

    /// <summary>The reply to a send of these bytes.</summary>
    public static PageAnswer ToOpening(StripeReply reply, ReadOnlySpan<byte> sent) => reply switch
    {
        StripeReply.NotSent => new PageAnswer.NotExecuted(),
        StripeReply.NoAnswer { Cause: var cause } => new PageAnswer.Unknown(cause),
        StripeReply.Answered { Status: 200, Body.Checkout: { } page } => PageBody.AsksFor(sent, page) ? Of(page) : new PageAnswer.Unknown("another page than ours"),
        StripeReply.Answered { Status: >= 400 and < 500 and not (409 or 424), Body.Error: { } error } it => OfRefusal(it.Status, error),
        StripeReply.Answered it => new PageAnswer.Unknown(StripeAnswers.Cause(reply)) { MayRepeat = StripeAnswers.MayRepeat(it) },
        _ => throw new UnreachableException($"Unhandled {reply}."),
    };

    /// <summary>The reply to a look-up, or to a wish to expire, of this page.</summary>
    public static PageAnswer ToPage(StripeReply reply, string pageId) => reply switch
    {
        StripeReply.NotSent => new PageAnswer.NotExecuted(),
        StripeReply.NoAnswer { Cause: var cause } => new PageAnswer.Unknown(cause),
        StripeReply.Answered { Status: 200, Body.Checkout: { } page } => page.Id == pageId ? Of(page) : new PageAnswer.Unknown("another page than ours"),

        // One that is no longer open cannot be expired; which it is, the look-up tells.
        StripeReply.Answered => new PageAnswer.Unknown(StripeAnswers.Cause(reply)),
        _ => throw new UnreachableException($"Unhandled {reply}."),
    };

    public static PageAnswer Of(StripePageFacts page) => page switch
    {
        { Status: "open", Url: { } url, ExpiresAt: { } end, Amount: { } amount, Currency: { } currency } =>
            new PageAnswer.Open(new HostedPage(page.Id, url, end, amount, currency)),
        { Status: "complete", PaymentStatus: "paid", Intent: { } intent, Amount: { } amount, Currency: { } currency } =>
            new PageAnswer.Paid(page.Id, intent, amount, currency),
        { Status: "complete", PaymentStatus: "unpaid", Intent: { } intent, Amount: { } amount, Currency: { } currency } =>
            new PageAnswer.Pending(page.Id, intent, amount, currency),
        { Status: "expired", PaymentStatus: "unpaid" } => new PageAnswer.Expired(page.Id),
        _ => new PageAnswer.Unknown($"page {page.Status}, {page.PaymentStatus}"),
    };

    private static PageAnswer OfRefusal(int status, StripeError error) => status switch
    {
        // Our key met other bytes, or its first request still runs: the first send's outcome stays open.
        _ when error is { Type: "idempotency_error" } or { Code: "idempotency_key_in_use" } => new PageAnswer.Unknown("idempotency_error"),
        400 or 402 or 404 => new PageAnswer.Rejected(error.Code switch { "amount_too_small" => TooSmall, "amount_too_large" => TooLarge, _ => Refused }),
        401 or 403 or 429 => new PageAnswer.NotExecuted(),
        _ => new PageAnswer.Unknown($"status {status}"),
    };
}

/// <param name="Intent">Null until the shopper has tried to pay.</param>
/// <param name="Session">Our session's id, from its metadata.</param>
/// <param name="Attempt">Our attempt's number, from its metadata.</param>
internal sealed record StripePageFacts(
    string Id,
    string? Status,
    string? PaymentStatus,
    string? Url,
    DateTimeOffset? ExpiresAt,
    long? Amount,
    string? Currency,
    string? Intent,
    string? Session,
    string? Attempt);
