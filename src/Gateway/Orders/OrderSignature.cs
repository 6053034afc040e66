using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acp.Gateway.Orders;

/// <summary>
/// <c>t={unix seconds},v1={64 hex}</c>: HMAC-SHA256 over the time, a full stop and the body, so that neither can be
/// exchanged for another.
/// </summary>
internal static class OrderSignature
{
    public const string Header = "Merchant-Signature";

    /// <param name="secrets">One <c>v1</c> for each, in their order.</param>
    public static string Of(ReadOnlySpan<byte> body, DateTimeOffset now, IEnumerable<string> secrets)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. body];
        return string.Concat(secrets.Select(secret => $",v1={Mac(signed, secret)}").Prepend($"t={time}"));
    }

    private static string Mac(byte[] signed, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
}
