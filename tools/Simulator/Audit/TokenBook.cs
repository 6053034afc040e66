using System.Text.Json;
using Acp.SharedPaymentTokens;

namespace Acp.Simulation;

/// <summary>What the stored bytes say of a token, and what was listed of it in the same commit.</summary>
/// <param name="Issue">Ours; null for one that was granted to us only.</param>
/// <param name="Platform">Of one that was issued through us, who had it issued.</param>
/// <param name="By">Who of us revoked it.</param>
/// <param name="Row">Null where none was written.</param>
internal sealed record TokenBook(
    string Id, string State, string? Session, string? Intent, string? Issue, string? Platform, string? By, bool IsConfirmed, (long Amount, string? Currency)? Captured, TokenRow? Row)
{
    /// <summary>What outranks what, whatever is heard first.</summary>
    public int Rank => State switch
    {
        "used" => 3,
        "revoked" => 2,
        "expired" => 1,
        _ => 0,
    };

    public static TokenBook Read(string id, ReadOnlyMemory<byte> bytes, TokenRow? row)
    {
        using var json = JsonDocument.Parse(bytes);
        var state = json.RootElement.GetProperty("state");
        return new TokenBook(
            id,
            state.GetProperty("$type").GetString()!,
            Text(state, "session"),
            Text(state, "payment_intent"),
            json.RootElement.TryGetProperty("issued", out var issued) ? Text(issued, "issue") : null,
            Text(json.RootElement, "platform"),
            Text(state, "by"),
            !state.TryGetProperty("confirmed", out var confirmed) || confirmed.GetBoolean(),
            state.TryGetProperty("captured", out var captured) ? (captured.GetProperty("amount").GetInt64(), Text(captured, "currency")) : null,
            row);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;
}
