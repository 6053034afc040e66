using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acp.Payments.Stripe;

/// <summary>
/// Stripe's signature of a webhook, <c>Stripe-Signature: t=…,v1=…</c>: HMAC-SHA256 under the endpoint's secret over the
/// time, a dot and the raw body, in lower-case hex. While a secret is rotated there is a v1 for each, and any may match.
/// </summary>
internal static class StripeSignature
{
    // Both ways: a notice from the future could be replayed for as long as it is ahead.
    private const long ToleranceSeconds = 300;

    /// <returns>Null where the body is Stripe's and of now; else why not, in words that quote nothing.</returns>
    public static string? Refusal(string? header, ReadOnlySpan<byte> body, IEnumerable<string> secrets, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(header))
        {
            return "no signature";
        }

        if (Read(header) is not var (time, seconds, signatures))
        {
            return "unreadable signature";
        }

        if (!AnyMatches(time, body, secrets, signatures))
        {
            return "wrong signature";
        }

        return Math.Abs(now.ToUnixTimeSeconds() - seconds) > ToleranceSeconds ? "not of now" : null;
    }

    /// <returns>The header for a body that we send to ourselves.</returns>
    public static string Of(ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Sign(secret, time, body)}";
    }

    // Under every secret, whether or not one has matched, so that the time taken tells nothing.
    private static bool AnyMatches(string time, ReadOnlySpan<byte> body, IEnumerable<string> secrets, List<byte[]> signatures)
    {
        var matches = false;
        foreach (var secret in secrets)
        {
            var expected = Encoding.ASCII.GetBytes(Sign(secret, time, body));
            foreach (var signature in signatures)
            {
                matches |= CryptographicOperations.FixedTimeEquals(expected, signature);
            }
        }

        return matches;
    }

    private static string Sign(string secret, string time, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(time + "."));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    /// <returns>The time as it was signed, to the letter; null where the header is not of Stripe's form.</returns>
    private static (string Time, long Seconds, List<byte[]> Signatures)? Read(string header)
    {
        string? time = null;
        var signatures = new List<byte[]>();
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            switch (equals < 0 ? null : part[..equals])
            {
                case null:
                    return null;
                case "t":
                    time ??= part[(equals + 1)..];
                    break;
                case "v1":
                    signatures.Add(Encoding.UTF8.GetBytes(part[(equals + 1)..]));
                    break;
            }
        }

        return long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? (time, seconds, signatures)
            : null;
    }
}
