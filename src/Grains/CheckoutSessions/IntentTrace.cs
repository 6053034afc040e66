using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acp.CheckoutSessions;

/// <summary>
/// Why a shopper left, as the platform tells it: for the merchant's eyes, in the session's audit trail and nowhere else. A
/// cancel never fails for it.
/// </summary>
internal static class IntentTrace
{
    /// <summary>Its entry in the audit trail, which no log repeats: an agent's words about a person.</summary>
    public const string Event = "session.intent_trace";

    private const int LongestReason = 100;

    /// <summary>Characters of JSON. What is longer is left out as a whole: half an explanation misleads.</summary>
    private const int Longest = 4096;

    /// <returns>JSON text; null where nothing was said.</returns>
    public static string? Of(CancelCheckoutSession request) => request is { Reason: null, Trace: null }
        ? null
        : new JsonObject { ["reason"] = Bounded(request.Reason), ["trace"] = Read(request.Trace) }.ToJsonString();

    private static string? Bounded(string? reason) => reason is { Length: > LongestReason } ? reason[..LongestReason] : reason;

    private static JsonNode? Read(string? trace)
    {
        try
        {
            return trace is { Length: <= Longest } ? JsonNode.Parse(trace) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
