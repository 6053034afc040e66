using System.Text.Json;

namespace Acp.Simulation;

/// <summary>What the stored bytes say of a refund.</summary>
/// <param name="Number">Null where it was made elsewhere.</param>
/// <param name="Key">Under which it is sent; null where that is over.</param>
/// <param name="Known">The provider's id, as far as we know it.</param>
internal sealed record RefundBook(string Id, int? Number, long Amount, string State, string? Key, int Sends, string? Known)
{
    /// <summary>All count but those that have certainly come to nothing.</summary>
    public bool Counts => State != "failed";

    public static IReadOnlyList<RefundBook> ReadAll(JsonElement order) =>
        order.TryGetProperty("money", out var money) ? [.. OrderBook.List(money, "refunds").Select(Read)] : [];

    private static RefundBook Read(JsonElement refund)
    {
        var state = refund.GetProperty("state");
        var attempt = state.TryGetProperty("attempt", out var sending) ? sending : (JsonElement?)null;
        return new RefundBook(
            refund.GetProperty("id").GetString()!,
            refund.TryGetProperty("number", out var number) ? number.GetInt32() : null,
            refund.GetProperty("amount").GetInt64(),
            state.GetProperty("$type").GetString()!,
            attempt?.GetProperty("provider_key").GetString(),
            attempt?.GetProperty("sends").GetInt32() ?? 0,
            state.TryGetProperty("provider_id", out var known) ? known.GetString() : null);
    }
}

/// <summary>What the stored bytes say of a dispute.</summary>
internal sealed record DisputeBook(string Stage, long Amount)
{
    public static IReadOnlyList<DisputeBook> ReadAll(JsonElement order) => order.TryGetProperty("money", out var money)
        ? [.. OrderBook.List(money, "disputes").Select(it => new DisputeBook(it.GetProperty("stage").GetString()!, it.GetProperty("amount").GetInt64()))]
        : [];
}
