using System.Text.Json;

namespace Acp.Fakes;

internal sealed class Refund(string id, Intent intent, long amount, DateTimeOffset created)
{
    public string Id { get; } = id;

    public Intent Intent { get; } = intent;

    public long Amount { get; } = amount;

    public DateTimeOffset Created { get; } = created;

    public required string? Reason { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    public required string? IdempotencyKey { get; init; }

    public string Status { get; private set; } = "succeeded";

    public string? FailureReason { get; private set; }

    /// <summary>Whether its amount is off the charge. One that failed or was canceled gave it back.</summary>
    public bool Counts => Status is not ("failed" or "canceled");

    public FakeRefund View => new(Id, Intent.Id, Amount, Intent.Currency, Status, Intent.Session, Metadata.GetValueOrDefault("acp_order"), IdempotencyKey, Created)
    {
        Account = Intent.By.Id,
    };

    public void Become(string status, string? why = null) => (Status, FailureReason) = (status, status == "failed" ? why ?? "unknown" : null);

    public Outcome Shown() => new(200, Json.Write(WriteMembers), Status) { IntentId = Intent.Id, Session = Intent.Session, RefundId = Id };

    public void WriteObject(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteMembers(json);
        json.WriteEndObject();
    }

    public void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("id", Id);
        json.WriteString("object", "refund");
        json.WriteNumber("amount", Amount);
        json.WriteString("balance_transaction", string.Concat("txn_", Id.AsSpan("re_".Length)));
        json.WriteString("charge", Intent.ChargeId);
        json.WriteSeconds("created", Created);
        json.WriteString("currency", Intent.Currency);
        if (FailureReason is { } why)
        {
            json.WriteString("failure_balance_transaction", string.Concat("txn_f", Id.AsSpan("re_".Length)));
            json.WriteString("failure_reason", why);
        }

        json.WriteMap("metadata", Metadata);
        json.WriteString("payment_intent", Intent.Id);
        json.WriteString("reason", Reason);
        json.WriteNull("receipt_number");
        json.WriteNull("source_transfer_reversal");
        json.WriteString("status", Status);
        json.WriteNull("transfer_reversal");
    }
}

/// <summary>Money that went back, or was meant to.</summary>
/// <param name="Amount">Minor units.</param>
/// <param name="Status">Stripe's: <c>pending</c>, <c>requires_action</c>, <c>succeeded</c>, <c>failed</c> or <c>canceled</c>.</param>
/// <param name="Session">The payment's metadata <c>acp_session</c>.</param>
/// <param name="Order">The refund's own metadata <c>acp_order</c>; null where it was made elsewhere.</param>
public sealed record FakeRefund(
    string Id, string IntentId, long Amount, string Currency, string Status, string? Session, string? Order, string? IdempotencyKey, DateTimeOffset At)
{
    /// <summary>Whose it is.</summary>
    public string? Account { get; init; }

    /// <summary>Whether its amount is off the charge.</summary>
    public bool Counts => Status is not ("failed" or "canceled");
}
