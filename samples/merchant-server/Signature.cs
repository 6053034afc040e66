using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MerchantServer;

/// <summary>
/// <c>Merchant-Signature: t=…,v1=…</c>: HMAC-SHA256, in lower-case hex, over the time in seconds since 1970, a dot and the
/// body's bytes. While secrets are rotated there is more than one v1, and any may match.
/// </summary>
internal sealed class Signature(IReadOnlyList<string> secrets)
{
    private const long SecondsAround = 300;

    public bool IsOf(byte[] body, string header, DateTimeOffset now)
    {
        var parts = header.Split(',').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToLookup(part => part[0], part => part[1]);
        return parts["t"].FirstOrDefault() is { } time
            && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(now.ToUnixTimeSeconds() - seconds) <= SecondsAround // What was recorded must not come again later.
            && secrets.Any(secret => parts["v1"].Any(given => Matches(secret, time, body, given)));
    }

    private static bool Matches(string secret, string time, byte[] body, string given)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. body];
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(given));
    }
}
