using System.Buffers;
using System.Text;
using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Reading;

/// <summary>
/// Why a shopper left. Never worth a refusal: cancellation succeeds whatever the trace looks like, and of a trace that
/// is malformed only the part that is not is kept.
/// </summary>
internal static class IntentTraces
{
    /// <summary>Characters, as the protocol has it.</summary>
    private const int LongestSummary = 500;

    private static readonly HashSet<string> Reasons =
    [
        "price_sensitivity", "shipping_cost", "shipping_speed", "product_fit", "trust_security",
        "returns_policy", "payment_options", "comparison", "timing_deferred", "other",
    ];

    /// <param name="body">Of the cancel; null where it had none.</param>
    public static CancelCheckoutSession Read(JsonElement? body)
    {
        var trace = Field.Root(body ?? default)["intent_trace"];
        return new CancelCheckoutSession(ReadReason(trace["reason_code"].Json)) { Trace = ReadRest(trace) };
    }

    private static string? ReadReason(JsonElement reason) =>
        reason.ValueKind != JsonValueKind.String ? null
        : Reasons.TryGetValue(reason.GetString()!, out var known) ? known
        : "other";

    private static string? ReadRest(Field trace)
    {
        var summary = trace["trace_summary"].Json;
        var metadata = trace["metadata"].Json;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, "trace_summary", summary, IsSummary(summary));
            Write(json, "metadata", metadata, IsFlat(metadata));
            json.WriteEndObject();
        }

        return buffer.WrittenCount <= 2 || buffer.WrittenCount > Limits.Metadata ? null : Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string member, JsonElement value, bool isFit)
    {
        if (isFit)
        {
            json.WritePropertyName(member);
            value.WriteTo(json);
        }
    }

    private static bool IsSummary(JsonElement summary) =>
        summary.ValueKind == JsonValueKind.String && summary.GetString()!.Length is >= 1 and <= LongestSummary;

    private static bool IsFlat(JsonElement metadata) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.EnumerateObject().All(member => member.Value.ValueKind
            is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False);
}
