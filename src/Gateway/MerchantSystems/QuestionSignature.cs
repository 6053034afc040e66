using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acp.Gateway.MerchantSystems;

/// <summary>
/// <c>Merchant-Signature: t=…,v1=…</c>: HMAC-SHA256 under the shared secret over the time in seconds since 1970, a dot and
/// the body's bytes, in lower-case hex. While secrets rotate there is a v1 for each, and any may match.
/// </summary>
internal static class QuestionSignature
{
    public const string Header = "Merchant-Signature";

    public static string Of(ReadOnlySpan<byte> body, IEnumerable<string> secrets, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var header = new StringBuilder("t=").Append(time);
        foreach (var secret in secrets)
        {
            header.Append(",v1=").Append(Sign(secret, time, body));
        }

        return header.ToString();
    }

    private static string Sign(string secret, string time, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(time + "."));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
