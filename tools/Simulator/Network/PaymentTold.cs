using System.Text.Json;
using Acp.Fakes;

namespace Acp.Simulation;

/// <summary>Which payment a refund's or a dispute's event is about.</summary>
internal static class PaymentTold
{
    /// <returns>Null where it is about neither.</returns>
    public static string? IntentOf(FakeEvent told)
    {
        if (!told.Type.StartsWith("refund.", StringComparison.Ordinal) && !told.Type.StartsWith("charge.", StringComparison.Ordinal))
        {
            return null;
        }

        using var json = JsonDocument.Parse(told.ToJson(pendingWebhooks: 0));
        return json.RootElement.GetProperty("data").GetProperty("object").GetProperty("payment_intent").GetString();
    }
}
