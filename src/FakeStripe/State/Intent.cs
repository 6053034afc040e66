using System.Text.Json;

namespace Acp.Fakes;

internal sealed class Intent(string id, long amount, string currency, DateTimeOffset created)
{
    public string Id { get; } = id;

    public string ChargeId => string.Concat("ch_", Id.AsSpan("pi_".Length));

    public long Amount { get; } = amount;

    public string Currency { get; } = currency;

    public DateTimeOffset Created { get; } = created;

    public required Caller By { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>The platform's part, in minor units.</summary>
    public long? ApplicationFee { get; init; }

    /// <summary>3-D Secure that was run elsewhere, with the call that confirmed it last.</summary>
    public FakeAuthentication? Authentication { get; set; }

    /// <summary>The hosted page that it is paid on; null where it was made over the API.</summary>
    public CheckoutPage? Page { get; init; }

    public GrantedToken? Token { get; set; }

    /// <summary>Null: a payment method is still required.</summary>
    public Card? Card { get; set; }

    /// <summary>Of the call that confirmed it last.</summary>
    public string? IdempotencyKey { get; set; }

    public string Status { get; set; } = "requires_payment_method";

    public Decline? LastError { get; set; }

    public DateTimeOffset? CanceledAt { get; set; }

    public string? CancellationReason { get; set; }

    /// <summary>Minor units of all refunds that did not come to nothing.</summary>
    public long Refunded { get; set; }

    public long Refundable => Amount - Refunded;

    /// <summary>The newest; null where there never was one.</summary>
    public Dispute? Dispute { get; set; }

    public string? Session => Metadata.GetValueOrDefault("acp_session");

    public bool CanBeCanceled => Status is "requires_payment_method" or "requires_confirmation" or "requires_action";

    private bool Succeeded => Status == "succeeded";

    public Outcome Shown() => new(200, Json.Write(WriteMembers), Status) { IntentId = Id, Token = Token?.Id, Session = Session, Authentication = Authentication };

    public void WriteObject(Utf8JsonWriter json) => WriteObject(json, expanded: false);

    public void WriteObject(Utf8JsonWriter json, bool expanded)
    {
        json.WriteStartObject();
        WriteMembers(json, expanded);
        json.WriteEndObject();
    }

    /// <summary>Its charge, which bears the intent's metadata.</summary>
    public void WriteCharge(Utf8JsonWriter json)
    {
        json.WriteString("id", ChargeId);
        json.WriteString("object", "charge");
        json.WriteNumber("amount", Amount);
        json.WriteNumber("amount_captured", Succeeded ? Amount : 0);
        json.WriteNumber("amount_refunded", Refunded);
        json.WriteBoolean("captured", Succeeded);
        json.WriteSeconds("created", Created);
        json.WriteString("currency", Currency);
        json.WriteBoolean("disputed", Dispute is { IsInquiry: false });
        json.WriteBoolean("livemode", false);
        json.WriteMap("metadata", Metadata);
        json.WriteBoolean("paid", Succeeded);
        json.WriteString("payment_intent", Id);
        json.WriteBoolean("refunded", Succeeded && Refundable == 0);
        json.WriteString("status", Succeeded ? "succeeded" : "failed");
    }

    public void WriteMembers(Utf8JsonWriter json) => WriteMembers(json, expanded: false);

    /// <param name="expanded">Whether its charge is shown instead of named.</param>
    private void WriteMembers(Utf8JsonWriter json, bool expanded)
    {
        json.WriteString("id", Id);
        json.WriteString("object", "payment_intent");
        json.WriteNumber("amount", Amount);
        json.WriteNumber("amount_received", Succeeded ? Amount : 0);
        json.WriteNumberOrNull("application_fee_amount", ApplicationFee);
        json.WriteSeconds("canceled_at", CanceledAt);
        json.WriteString("cancellation_reason", CancellationReason);
        json.WriteString("capture_method", "automatic");
        json.WriteSeconds("created", Created);
        json.WriteString("currency", Currency);
        WriteLastError(json);
        WriteLatestCharge(json, expanded);
        json.WriteBoolean("livemode", false);
        json.WriteMap("metadata", Metadata);
        WriteNextAction(json);
        json.WriteString("status", Status);
    }

    private void WriteLatestCharge(Utf8JsonWriter json, bool expanded)
    {
        if (!expanded || !(Succeeded || LastError is not null))
        {
            json.WriteString("latest_charge", Succeeded || LastError is not null ? ChargeId : null);
            return;
        }

        json.WriteStartObject("latest_charge");
        WriteCharge(json);
        json.WriteEndObject();
    }

    private void WriteLastError(Utf8JsonWriter json)
    {
        if (LastError is not { } error)
        {
            json.WriteNull("last_payment_error");
            return;
        }

        json.WriteStartObject("last_payment_error");
        json.WriteString("type", "card_error");
        json.WriteString("code", error.Code);
        if (error.DeclineCode is { } code)
        {
            json.WriteString("decline_code", code);
        }

        json.WriteString("message", error.Message);
        json.WriteEndObject();
    }

    private void WriteNextAction(Utf8JsonWriter json)
    {
        if (Status != "requires_action")
        {
            json.WriteNull("next_action");
            return;
        }

        json.WriteStartObject("next_action");
        json.WriteString("type", "use_stripe_sdk");
        json.WriteStartObject("use_stripe_sdk");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
