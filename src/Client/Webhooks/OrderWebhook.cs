using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>For receivers of the gateway's order webhooks, platforms and merchants alike.</summary>
public static class OrderWebhook
{
    /// <summary>The header that the signature comes in.</summary>
    public const string SignatureHeader = "Merchant-Signature";

    /// <summary>How far the signature's time may be off, either way: what was recorded must not come again later.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    /// <summary>
    /// Whether a message is the gateway's. To be asked before the body is parsed; then drop what you have seen by its id
    /// (header <c>Request-Id</c>), because messages come at least once.
    /// </summary>
    /// <param name="body">As it came, byte for byte.</param>
    /// <param name="signature">The header's value; null where there is none.</param>
    /// <param name="secrets">Those that are accepted now; two while one is rotated.</param>
    /// <param name="now">The receiver's time.</param>
    public static bool Verify(ReadOnlySpan<byte> body, string? signature, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var parts = (signature ?? string.Empty).Split(',').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToLookup(part => part[0], part => part[1]);
        if (parts["t"].FirstOrDefault() is not { } time || !IsFresh(time, now))
        {
            return false;
        }

        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. body];
        var matches = false;
        foreach (var expected in secrets.Where(secret => secret.Length > 0).Select(secret => Mac(signed, secret)))
        {
            foreach (var given in parts["v1"])
            {
                matches |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(given));
            }
        }

        return matches;
    }

    /// <summary>Reads a message that was verified.</summary>
    /// <param name="body">Of ACP 2026-04-17, or the merchant's own shape.</param>
    /// <exception cref="JsonException">It is no such message.</exception>
    public static OrderEvent Read(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, ProtocolJson.Default.OrderEvent) ?? throw new JsonException("The message is null.");

    private static bool IsFresh(string time, DateTimeOffset now) =>
        long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds >= (now - Tolerance).ToUnixTimeSeconds() && seconds <= (now + Tolerance).ToUnixTimeSeconds();

    private static byte[] Mac(byte[] signed, string secret) =>
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
}

/// <summary>What a webhook tells: the whole order, never a difference.</summary>
public sealed record OrderEvent
{
    /// <summary><c>order_create</c> or <c>order_update</c>; a set that grows.</summary>
    public required string Type { get; init; }

    /// <summary>The order as it stands.</summary>
    public required Order Data { get; init; }

    /// <summary>The message's id; in the merchant's shape only, for platforms it is the header <c>Request-Id</c>.</summary>
    public string? Id { get; init; }

    /// <summary>Of the order; in the merchant's shape only. One that is lower than one that was seen changes nothing.</summary>
    public long? Sequence { get; init; }

    /// <summary>When it happened; in the merchant's shape only.</summary>
    public DateTimeOffset? Created { get; init; }
}
