using System.Text.Json;

namespace Acp.Gateway.Reading;

/// <summary>Why a shopper left. Never worth a refusal: cancellation succeeds whatever the trace looks like.</summary>
internal static class CancelReasons
{
    private static readonly HashSet<string> Known =
    [
        "price_sensitivity", "shipping_cost", "shipping_speed", "product_fit", "trust_security",
        "returns_policy", "payment_options", "comparison", "timing_deferred", "other",
    ];

    public static string? Read(Field body)
    {
        var reason = body["intent_trace"]["reason_code"].Json;
        if (reason.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        return Known.TryGetValue(reason.GetString()!, out var known) ? known : "other";
    }
}
