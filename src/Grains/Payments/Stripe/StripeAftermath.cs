using System.Text.Json;
using static Acp.Payments.Stripe.StripeJson;

namespace Acp.Payments.Stripe;

/// <param name="Intent">Null where it is of a charge that no intent made.</param>
/// <param name="Session">Our session, from its metadata; the order and the number likewise.</param>
/// <param name="FailureReason">Stripe's word.</param>
internal sealed record StripeRefund(
    string Id,
    string Status,
    long Amount,
    string? Intent,
    string? Reason,
    string? FailureReason,
    string? Session,
    string? Order,
    string? Number,
    DateTimeOffset CreatedAt);

internal sealed record StripeDispute(string Id, string Status, long Amount, string? Intent, string? Reason, DateTimeOffset CreatedAt);

/// <summary>A page, newest first. One with more behind it is not empty.</summary>
internal sealed record StripePage<T>(IReadOnlyList<T> Items, bool HasMore);

/// <summary>Reads what becomes of a payment after it succeeded.</summary>
internal static class StripeAftermath
{
    public const string Refund = "refund";
    public const string Dispute = "dispute";

    public static StripeRefund ReadRefund(JsonElement refund)
    {
        var metadata = Member(refund, "metadata");
        return new(
            Id(refund),
            Text(refund, "status") ?? throw Unreadable("status"),
            Whole(refund, "amount") ?? throw Unreadable("amount"),
            Reference(refund, "payment_intent"),
            Text(refund, "reason"),
            Text(refund, "failure_reason"),
            Text(metadata, ChargeBody.Session),
            Text(metadata, RefundBody.Order),
            Text(metadata, RefundBody.Refund),
            CreatedAt(refund));
    }

    public static StripeDispute ReadDispute(JsonElement dispute) => new(
        Id(dispute),
        Text(dispute, "status") ?? throw Unreadable("status"),
        Whole(dispute, "amount") ?? throw Unreadable("amount"),
        Reference(dispute, "payment_intent"),
        Text(dispute, "reason"),
        CreatedAt(dispute));

    private static string Id(JsonElement it) => Text(it, "id") ?? throw Unreadable("id");

    private static DateTimeOffset CreatedAt(JsonElement it) => Instant(Whole(it, "created") ?? 0, "created");
}
