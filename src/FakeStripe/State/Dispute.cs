using System.Text.Json;

namespace Acp.Fakes;

/// <summary>A shopper's complaint to the bank about a payment.</summary>
internal sealed class Dispute(string id, Intent intent, long amount, string reason, DateTimeOffset created)
{
    private static readonly TimeSpan TimeForEvidence = TimeSpan.FromDays(9);

    public string Id { get; } = id;

    public Intent Intent { get; } = intent;

    public DateTimeOffset Created { get; } = created;

    public required string Status { get; set; }

    /// <summary>Said by whoever opened it; null: as Stripe has it, an inquiry can be answered by a refund and nothing else can.</summary>
    public bool? IsRefundable { get; init; }

    public bool IsInquiry => Status.StartsWith("warning_", StringComparison.Ordinal);

    /// <summary>Whether the amount is withheld from the merchant.</summary>
    public bool Withholds => Status is "needs_response" or "under_review" or "lost";

    public bool IsOver => Status is "won" or "lost" or "warning_closed" or "prevented";

    public bool BarsRefunds => Withholds && !ChargeIsRefundable;

    private bool ChargeIsRefundable => Status != "lost" && (IsRefundable ?? IsInquiry);

    public Outcome Shown() => new(200, Json.Write(WriteMembers), Status) { IntentId = Intent.Id, Session = Intent.Session };

    public void WriteObject(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteMembers(json);
        json.WriteEndObject();
    }

    public void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("id", Id);
        json.WriteString("object", "dispute");
        json.WriteNumber("amount", amount);
        json.WriteString("charge", Intent.ChargeId);
        json.WriteSeconds("created", Created);
        json.WriteString("currency", Intent.Currency);
        json.WriteStartObject("evidence_details");
        json.WriteSeconds("due_by", IsOver ? null : Created + TimeForEvidence);
        json.WriteBoolean("has_evidence", Status is "under_review" or "warning_under_review");
        json.WriteBoolean("past_due", false);
        json.WriteNumber("submission_count", 0);
        json.WriteEndObject();
        json.WriteBoolean("is_charge_refundable", ChargeIsRefundable);
        json.WriteBoolean("livemode", false);
        json.WriteMap("metadata", new Dictionary<string, string>());
        json.WriteString("payment_intent", Intent.Id);
        json.WriteString("reason", reason);
        json.WriteString("status", Status);
    }
}
