using System.Globalization;
using System.Text;

namespace Acp.Gateway.Webhooks.Outgoing;

/// <summary>
/// What endpoints are called in keys, paths and logs. A platform's name may hold any character; what is not plain in all
/// three is written as its UTF-8 bytes, <c>~2F</c> each.
/// </summary>
internal static class EndpointNames
{
    public const string Merchant = "merchant";

    public static string OfPlatform(string name) => $"platform.{string.Concat(Encoding.UTF8.GetBytes(name).Select(Plain))}";

    private static string Plain(byte octet) => (char)octet is var c && (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        ? c.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"~{octet:X2}");
}
