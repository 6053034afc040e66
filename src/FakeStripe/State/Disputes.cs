namespace Acp.Fakes;

/// <summary>Disputes: opened, reviewed and closed through the control surface, as shoppers and banks do it elsewhere.</summary>
internal sealed class Disputes(StripeState state)
{
    private static readonly string[] Begins = ["needs_response", "warning_needs_response"];
    private static readonly string[] Courses = ["needs_response", "under_review", "won", "lost", "warning_under_review", "warning_closed", "prevented"];

    private readonly Dictionary<string, Dispute> byId = new(StringComparer.Ordinal);
    private readonly List<Dispute> byAge = [];

    public Outcome Show(string id, Caller by) =>
        byId.TryGetValue(id, out var dispute) && dispute.Intent.By.Id == by.Id ? dispute.Shown() : NoSuchDispute(id);

    public Outcome List(Dictionary<string, string> query, Caller by) => Listing.Of(
        "/v1/disputes",
        query,
        byAge.AsEnumerable().Reverse().Where(it => it.Intent.By.Id == by.Id && Matches(it.Intent, query)),
        it => it.Id,
        (it, json) => it.WriteObject(json));

    public Outcome Open(string intentId, Dictionary<string, string> fields, DateTimeOffset now)
    {
        if (state.Intents.Find(intentId) is not { Status: "succeeded" } intent)
        {
            return Errors.Refused(404, "resource_missing", $"No payment to dispute: '{intentId}'", "intent");
        }

        var status = fields.GetValueOrDefault("status", Begins[0]);
        if (!Begins.Contains(status) || intent.Dispute is { IsOver: false })
        {
            return Errors.Parameter("parameter_invalid", "status", $"The status is one of {string.Join(", ", Begins)}, and no dispute is open.");
        }

        var dispute = new Dispute(
            state.NewId("dp_", key: null, byId.ContainsKey), intent, Fields.Whole(fields, "amount") ?? intent.Amount, fields.GetValueOrDefault("reason", "fraudulent"), now)
        {
            Status = status,
            IsRefundable = fields.TryGetValue("is_charge_refundable", out var said) ? bool.Parse(said) : null,
        };
        byId.Add(dispute.Id, dispute);
        byAge.Add(dispute);
        intent.Dispute = dispute;
        state.Raise(EventTypes.DisputeCreated, dispute, now);
        RaiseIf(dispute.Withholds, EventTypes.FundsWithdrawn, dispute, now);
        return dispute.Shown();
    }

    public Outcome Move(string id, Dictionary<string, string> fields, DateTimeOffset now)
    {
        if (!byId.TryGetValue(id, out var dispute))
        {
            return NoSuchDispute(id);
        }

        if (fields.GetValueOrDefault("status") is not { } status || !Courses.Contains(status) || dispute.IsOver)
        {
            return Errors.Parameter("parameter_invalid", "status", $"The status is one of {string.Join(", ", Courses)}, and the dispute is not over.");
        }

        var withheld = dispute.Withholds;
        dispute.Status = status;
        state.Raise(dispute.IsOver ? EventTypes.DisputeClosed : EventTypes.DisputeUpdated, dispute, now);
        RaiseIf(withheld && !dispute.Withholds, EventTypes.FundsReinstated, dispute, now);
        RaiseIf(!withheld && dispute.Withholds, EventTypes.FundsWithdrawn, dispute, now);
        return dispute.Shown();
    }

    private void RaiseIf(bool happened, string type, Dispute dispute, DateTimeOffset now)
    {
        if (happened)
        {
            state.Raise(type, dispute, now);
        }
    }

    private static bool Matches(Intent intent, Dictionary<string, string> query) =>
        (!query.TryGetValue("payment_intent", out var id) || id == intent.Id)
        && (!query.TryGetValue("charge", out var charge) || charge == intent.ChargeId);

    private static Outcome NoSuchDispute(string id) => Errors.Refused(404, "resource_missing", $"No such dispute: '{id}'", "dispute");
}
