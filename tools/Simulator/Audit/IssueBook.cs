using System.Text.Json;

namespace Acp.Simulation;

/// <summary>What the stored bytes say of an issue.</summary>
/// <param name="Attempt">The newest; null where none was ever begun.</param>
/// <param name="Token">The one that it made.</param>
internal sealed record IssueBook(string Id, string State, IssueAttemptBook? Attempt, string? Token)
{
    public bool IsPending => State == "pending";

    public static IssueBook Read(string id, ReadOnlyMemory<byte> bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var state = json.RootElement.GetProperty("state");
        return new IssueBook(
            id, state.GetProperty("$type").GetString()!, AttemptIn(state), state.TryGetProperty("token", out var token) ? token.GetString() : null);
    }

    private static IssueAttemptBook? AttemptIn(JsonElement state) =>
        state.TryGetProperty("current", out var attempt) || state.TryGetProperty("done", out attempt) || state.TryGetProperty("last", out attempt)
            ? IssueAttemptBook.Read(attempt)
            : null;
}

/// <param name="Amount">Minor units.</param>
internal sealed record IssueAttemptBook(int Number, string Key, int Sends, DateTimeOffset FirstSentAt, long Amount)
{
    public static IssueAttemptBook Read(JsonElement attempt) => new(
        attempt.GetProperty("number").GetInt32(),
        attempt.GetProperty("provider_key").GetString()!,
        attempt.GetProperty("sends").GetInt32(),
        attempt.GetProperty("first_sent_at").GetDateTimeOffset(),
        attempt.GetProperty("amount").GetInt64());
}

/// <summary>What the stored bytes say of an event.</summary>
internal sealed record EventBook(string Status, string Type, string? Token)
{
    public static EventBook Read(ReadOnlyMemory<byte> bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var facts = json.RootElement.GetProperty("facts");
        return new(
            json.RootElement.GetProperty("status").GetString()!,
            facts.GetProperty("type").GetString()!,
            facts.TryGetProperty("token", out var token) ? token.GetString() : null);
    }
}
