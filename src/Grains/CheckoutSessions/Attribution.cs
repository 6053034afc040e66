using System.Text.Json;

namespace Acp.CheckoutSessions;

/// <summary>
/// Who claims to have led the shopper here, as JSON text as it came: at the start and at the end. For the merchant's own
/// settling of commissions: it is never rendered, logged or sent anywhere, and its tokens are secrets.
/// </summary>
public sealed record Attribution(string? First, string? Last)
{
    /// <summary>Its entry in the audit trail.</summary>
    public const string Event = "session.attributed";

    public const string FirstTouch = "first";
    public const string LastTouch = "last";

    private const int LongestProvider = 200;

    /// <summary>Of each touch the first claim counts: whoever comes later cannot take it over.</summary>
    public static Attribution? Claim(Attribution? known, string? last) => last is null || known?.Last is not null
        ? known
        : new Attribution(known?.First, last);

    /// <returns>What of a claim people may read; null where it names no provider.</returns>
    public static string? ProviderOf(string claim)
    {
        try
        {
            using var json = JsonDocument.Parse(claim);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("provider", out var provider)
                && provider.ValueKind == JsonValueKind.String
                && provider.GetString() is { Length: <= LongestProvider } name
                    ? name
                    : null;
        }
        catch (JsonException)
        {
            return null; // It must never stand in the way of a sale.
        }
    }

    // The record's default would print a token into a log or an exception.
    public override string ToString() => "attribution";
}
