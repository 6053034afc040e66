using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Acp.Merchants;

/// <summary>What may stand for a merchant: a plain host name. Everything else could lead somewhere that nobody looked at.</summary>
public static class MerchantDomains
{
    /// <summary>Characters, by RFC 1035.</summary>
    private const int Longest = 253;

    private const int LongestLabel = 63;

    private static readonly IdnMapping Names = new() { UseStd3AsciiRules = true };

    /// <param name="text">A name in any case, with international letters as people write them or as punycode.</param>
    /// <param name="domain">Lower case, in ASCII.</param>
    /// <returns>False for what has a scheme, a port, a path, a user or white space, and for what is or may be taken for an IP address.</returns>
    public static bool TryRead(string text, [NotNullWhen(true)] out string? domain)
    {
        ArgumentNullException.ThrowIfNull(text);
        domain = text.Length <= Longest && ToAscii(text) is { } ascii && IsHostName(ascii) ? ascii : null;
        return domain is not null;
    }

    private static string? ToAscii(string text)
    {
        try
        {
            return Names.GetAscii(text.ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsHostName(string ascii) =>
        ascii.Length <= Longest && ascii.Split('.') is var labels && labels.All(IsLabel) && !IsNumber(labels[^1]);

    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= LongestLabel
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    // «127.1», «2130706433» and «0x7f000001» are the same address to many a resolver; no top-level domain is a number.
    private static bool IsNumber(string label) =>
        label.All(char.IsAsciiDigit)
        || (label.StartsWith("0x", StringComparison.Ordinal) && label[2..].All(char.IsAsciiHexDigit));
}
