namespace Acp.Fakes;

/// <summary>Refunds of succeeded payments: never more than was charged, however many and whoever asks.</summary>
internal sealed class Refunds(StripeState state)
{
    private static readonly string[] Begins = ["succeeded", "pending", "requires_action", "failed"];
    private static readonly string[] Courses = ["succeeded", "failed", "canceled"];

    private readonly Dictionary<string, Refund> byId = new(StringComparer.Ordinal);
    private readonly List<Refund> byAge = [];
    private string begins = "succeeded";

    public IEnumerable<Refund> OldestFirst => byAge;

    public Outcome Create(Dictionary<string, string> form, Caller by, string? key, DateTimeOffset now)
    {
        var (asked, refusal) = RefundParameters.Read(form);
        if (asked is null)
        {
            return refusal!;
        }

        if (Find(asked, by) is not { } intent)
        {
            return NoSuchPayment(asked);
        }

        var amount = asked.Amount ?? intent.Refundable;
        if (Unrefundable(intent, amount) is { } unrefundable)
        {
            return unrefundable with { IntentId = intent.Id, Session = intent.Session };
        }

        var refund = new Refund(state.NewId("re_", key, byId.ContainsKey), intent, amount, now)
        {
            IdempotencyKey = key,
            Metadata = asked.Metadata,
            Reason = asked.Reason,
        };
        refund.Become(begins);
        byId.Add(refund.Id, refund);
        byAge.Add(refund);
        Tell(refund, now);
        return refund.Shown() with { Refunded = refund.Counts ? amount : 0 };
    }

    public Outcome Show(string id, Caller by) => Find(id, by) is { } refund ? refund.Shown() : NoSuchRefund(id);

    public Outcome List(Dictionary<string, string> query, Caller by) => Listing.Of(
        "/v1/refunds",
        query,
        byAge.AsEnumerable().Reverse().Where(it => it.Intent.By.Id == by.Id && Matches(it.Intent, query) && IsWithin(it.Created.ToUnixTimeSeconds(), query)),
        it => it.Id,
        (it, json) => it.WriteObject(json));

    /// <summary>How refunds begin from now on; at Stripe it depends on the payment method.</summary>
    public Outcome Begin(Dictionary<string, string> fields)
    {
        if (fields.GetValueOrDefault("status") is not { } status || !Begins.Contains(status))
        {
            return Errors.Parameter("parameter_invalid", "status", $"The status is one of {string.Join(", ", Begins)}.");
        }

        begins = status;
        return new(200, Json.Write(json => json.WriteString("status", begins)), begins);
    }

    /// <summary>What a refund comes to later. At Stripe even one that succeeded can fail days after.</summary>
    public Outcome Settle(string id, Dictionary<string, string> fields, DateTimeOffset now)
    {
        if (!byId.TryGetValue(id, out var refund))
        {
            return NoSuchRefund(id);
        }

        if (fields.GetValueOrDefault("outcome") is not { } outcome || !Courses.Contains(outcome))
        {
            return Errors.Parameter("parameter_invalid", "outcome", $"The outcome is one of {string.Join(", ", Courses)}.");
        }

        if (!refund.Counts)
        {
            return Errors.Refused(400, null, $"This refund has a status of {refund.Status}.") with { RefundId = id };
        }

        var counted = refund.Amount;
        refund.Become(outcome, fields.GetValueOrDefault("reason"));
        refund.Intent.Refunded -= refund.Counts ? 0 : counted;
        state.Raise(EventTypes.RefundUpdated, refund, now);
        if (outcome == "failed")
        {
            state.Raise(EventTypes.RefundFailed, refund, now);
        }

        return refund.Shown() with { Refunded = refund.Counts ? 0 : -counted };
    }

    private void Tell(Refund refund, DateTimeOffset now)
    {
        refund.Intent.Refunded += refund.Counts ? refund.Amount : 0;
        state.Raise(EventTypes.RefundCreated, refund, now);
        if (refund.Counts)
        {
            state.RaiseCharge(EventTypes.ChargeRefunded, refund.Intent, now);
        }
        else
        {
            state.Raise(EventTypes.RefundFailed, refund, now);
        }
    }

    private Intent? Find(RefundParameters asked, Caller by) => asked.Intent is { } id
        ? state.Intents.Find(id, by)
        : state.Intents.Find(string.Concat("pi_", asked.Charge.AsSpan(Math.Min(asked.Charge!.Length, "ch_".Length))), by);

    private Refund? Find(string id, Caller by) => byId.TryGetValue(id, out var refund) && refund.Intent.By.Id == by.Id ? refund : null;

    private static bool Matches(Intent intent, Dictionary<string, string> query) =>
        (!query.TryGetValue("payment_intent", out var id) || id == intent.Id)
        && (!query.TryGetValue("charge", out var charge) || charge == intent.ChargeId);

    private static bool IsWithin(long created, Dictionary<string, string> query) =>
        created >= (Fields.Whole(query, "created[gte]") ?? 0) && created < (Fields.Whole(query, "created[lt]") ?? long.MaxValue);

    private static Outcome? Unrefundable(Intent intent, long amount) => intent switch
    {
        { Status: not "succeeded" } => Errors.Refused(
            400, null, $"This PaymentIntent ({intent.Id}) does not have a successful charge to refund.", "payment_intent"),
        { Dispute: { BarsRefunds: true } } => Errors.Refused(
            400, "charge_disputed", $"Charge {intent.ChargeId} has been charged back; cannot issue a refund."),
        { Refundable: 0 } => Errors.Refused(400, "charge_already_refunded", $"Charge {intent.ChargeId} has already been refunded."),
        _ when amount > intent.Refundable => Errors.Refused(
            400, null, $"Refund amount ({amount}) is greater than unrefunded amount on charge ({intent.Refundable})", "amount"),
        _ => null,
    };

    private static Outcome NoSuchPayment(RefundParameters asked) => asked.Intent is { } id
        ? Errors.Refused(404, "resource_missing", $"No such payment_intent: '{id}'", "payment_intent") with { IntentId = id }
        : Errors.Refused(404, "resource_missing", $"No such charge: '{asked.Charge}'", "charge");

    private static Outcome NoSuchRefund(string id) =>
        Errors.Refused(404, "resource_missing", $"No such refund: '{id}'", "refund") with { RefundId = id };
}
