using System.Text.Json;
using Acp.Fakes;

namespace Acp.Simulation;

/// <summary>What an event shows of a token, as it was then.</summary>
/// <param name="Issue">Ours, from its metadata; null where it was not issued through us.</param>
/// <param name="Seller">The profile that it was issued for; null in the seller's own events.</param>
/// <param name="Reason">Why it can no longer be charged.</param>
/// <param name="Intent">The payment that used it, where the event names it.</param>
internal sealed record TokenTold(
    string Id, string Type, string? Issue, string? Seller, DateTimeOffset? ExpiresAt, string? Reason, string? Intent)
{
    public bool IsIssued => Type is EventTypes.IssuedActive or EventTypes.IssuedRequiresAction;

    /// <returns>Null where the event is about no token.</returns>
    public static TokenTold? Read(FakeEvent told)
    {
        if (!told.Type.StartsWith("shared_payment.", StringComparison.Ordinal))
        {
            return null;
        }

        using var json = JsonDocument.Parse(told.ToJson(pendingWebhooks: 0));
        var token = json.RootElement.GetProperty("data").GetProperty("object");
        return new(
            told.ObjectId,
            told.Type,
            Text(token.GetProperty("shared_metadata"), "acp_issue"),
            token.TryGetProperty("seller_details", out var seller) ? Text(seller, "network_business_profile") : null,
            ExpiryIn(token.GetProperty("usage_limits")),
            Text(token, "deactivated_reason"),
            Text(token, "payment_intent"));
    }

    private static DateTimeOffset? ExpiryIn(JsonElement limits) =>
        limits.ValueKind == JsonValueKind.Object && limits.GetProperty("expires_at") is { ValueKind: JsonValueKind.Number } at
            ? DateTimeOffset.FromUnixTimeSeconds(at.GetInt64())
            : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;
}
