using System.Collections.Frozen;

namespace Acp.Fakes;

/// <summary>The parameters of a new refund, checked as Stripe checks them before it executes anything.</summary>
/// <param name="Amount">Minor units; null: all that is left.</param>
/// <param name="Intent">Null where the charge is named.</param>
internal sealed record RefundParameters(
    string? Intent, string? Charge, long? Amount, string? Reason, IReadOnlyDictionary<string, string> Metadata)
{
    private static readonly FrozenSet<string> Known = new[]
    {
        "amount", "charge", "expand", "instructions_email", "metadata", "payment_intent", "reason", "refund_application_fee", "reverse_transfer",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Reasons = ["duplicate", "fraudulent", "requested_by_customer"];

    /// <returns>The parameters, or the refusal.</returns>
    public static (RefundParameters? Parameters, Outcome? Refusal) Read(Dictionary<string, string> form) =>
        Problem(form) is { } refusal ? (null, refusal) : (new(
            form.GetValueOrDefault("payment_intent"),
            form.GetValueOrDefault("charge"),
            Fields.Whole(form, "amount"),
            form.GetValueOrDefault("reason"),
            Fields.Map(form, "metadata")), null);

    private static Outcome? Problem(Dictionary<string, string> form)
    {
        if (form.Keys.FirstOrDefault(name => !Known.Contains(Fields.Root(name))) is { } unknown)
        {
            return Errors.Parameter("parameter_unknown", unknown, $"Received unknown parameter: {unknown}");
        }

        if (!form.ContainsKey("payment_intent") && !form.ContainsKey("charge"))
        {
            return Errors.Parameter(
                "parameter_missing", "payment_intent", "One of the following params should be provided for this request: payment_intent or charge.");
        }

        if (form.TryGetValue("amount", out var amount) && Fields.Whole(form, "amount") is not >= 1)
        {
            return Errors.Parameter("parameter_invalid_integer", "amount", $"Invalid positive integer: {amount}");
        }

        return form.TryGetValue("reason", out var reason) && !Reasons.Contains(reason)
            ? Errors.Parameter(null, "reason", $"Invalid reason: must be one of {string.Join(", ", Reasons)}")
            : ChargeParameters.CheckMetadata("metadata", Fields.Map(form, "metadata"));
    }
}
