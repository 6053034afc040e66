using System.Globalization;
using System.Numerics;

namespace Acp.Gateway.Json;

/// <summary>
/// One spelling per number: digits without leading or trailing zeros, and a power of ten. Done on the text, because a
/// double would make neighbouring large amounts equal.
/// </summary>
internal static class CanonicalNumber
{
    /// <param name="text">A number in JSON's grammar.</param>
    public static string Of(string text)
    {
        var negative = text[0] == '-';
        var (mantissa, exponent) = SplitExponent(negative ? text[1..] : text);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = mantissa.Replace(".", string.Empty, StringComparison.Ordinal).TrimStart('0');
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0)
        {
            return "0";
        }

        var power = exponent - fraction + (digits.Length - significant.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{(negative ? "-" : "")}{significant}e{power}");
    }

    private static (string Mantissa, BigInteger Exponent) SplitExponent(string number)
    {
        var e = number.AsSpan().IndexOfAny('e', 'E');
        return e < 0
            ? (number, BigInteger.Zero)
            : (number[..e], BigInteger.Parse(number.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }
}
