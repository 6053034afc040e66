using System.Globalization;
using System.Text.Json;

namespace Acp.Simulation;

/// <summary>What the stored bytes say of a session. Read as JSON, not with the product's types.</summary>
internal sealed record SessionBook(
    string Id, string Platform, string Payment, AttemptBook? Attempt, string? Order, long Total, long Mugs, DateTimeOffset ExpiresAt)
{
    public bool IsOver => Payment is "charged" or "closed";

    /// <summary>An attempt is open: it may be charged at any time.</summary>
    public bool IsOpen => Payment is "charging" or "waiting" or "page_opening" or "page_open";

    public static SessionBook Read(string id, ReadOnlyMemory<byte> state)
    {
        using var json = JsonDocument.Parse(state);
        var root = json.RootElement;
        var payment = root.GetProperty("payment");
        return new SessionBook(
            id,
            root.GetProperty("platform").GetString()!,
            payment.GetProperty("$type").GetString()!,
            payment.TryGetProperty("attempt", out var attempt) ? AttemptBook.Read(attempt) : null,
            root.TryGetProperty("order", out var order) ? order.GetProperty("id").GetString() : null,
            TotalOf(root.GetProperty("quote")),
            MugsOf(root.GetProperty("quote")),
            root.GetProperty("expires_at").GetDateTimeOffset());
    }

    private static long TotalOf(JsonElement quote) => quote.GetProperty("totals").EnumerateArray()
        .First(line => line.GetProperty("type").GetString() == "total").GetProperty("amount").GetInt64();

    private static long MugsOf(JsonElement quote) => quote.GetProperty("lines").EnumerateArray()
        .Where(line => line.GetProperty("line").GetProperty("product").GetProperty("id").GetString() == SimPricing.Mug)
        .Sum(line => line.GetProperty("line").GetProperty("quantity").GetInt64());
}

/// <param name="Reservation">The token's key in the store, without its prefix.</param>
/// <param name="Holds">Mugs.</param>
/// <param name="IsPage">On the provider's page: it has no token.</param>
internal sealed record AttemptBook(int Number, long Amount, string Reservation, int Sends, long Holds, bool IsPage)
{
    public static AttemptBook Read(JsonElement attempt) => new(
        attempt.GetProperty("number").GetInt32(),
        attempt.GetProperty("amount").GetInt64(),
        attempt.GetProperty("reservation_id").GetString()!,
        attempt.GetProperty("sends").GetInt32(),
        OrderBook.List(attempt, "holds").Sum(hold => hold.GetProperty("quantity").GetInt64()),
        attempt.TryGetProperty("rail", out var rail) && rail.GetString() == "page");

    public string KeyIn(string session) => string.Create(CultureInfo.InvariantCulture, $"acp:{session}:{Number}");
}
