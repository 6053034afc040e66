using System.Text;
using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Reading;

/// <summary>Why a shopper left. A cancel succeeds whatever is said of it: what cannot be understood is dropped.</summary>
internal static class IntentTraces
{
    /// <summary>Characters, as the protocol has it.</summary>
    private const int LongestSummary = 500;

    public static CancelCheckoutSession Read(JsonElement? body) =>
        body is { } given ? Read(Field.Root(given)) : new CancelCheckoutSession(Reason: null);

    private static CancelCheckoutSession Read(Field body)
    {
        var reason = CancelReasons.Read(body);
        return new CancelCheckoutSession(reason) { Trace = reason is null ? null : ReadRest(body["intent_trace"]) };
    }

    /// <returns>JSON text, or null where there is nothing to keep.</returns>
    private static string? ReadRest(Field trace)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (trace["trace_summary"].Json is { ValueKind: JsonValueKind.String } summary && summary.GetString() is { Length: <= LongestSummary } text)
            {
                json.WriteString("trace_summary", text);
            }

            FlatObjects.Write(json, trace["metadata"]);
            json.WriteEndObject();
        }

        return buffer.Length is > 2 and <= Limits.Metadata ? Encoding.UTF8.GetString(buffer.ToArray()) : null;
    }
}
