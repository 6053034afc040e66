namespace Acp.Gateway.Reading;

/// <summary>
/// A caller that takes the number of a card for a token must not make us keep it: a token stands in the store, in lists and
/// in paths, where a card's number may not be.
/// </summary>
internal static class CardNumbers
{
    /// <summary>Digits and dashes of a number's length whose check digit (ISO/IEC 7812-1, Luhn) is right.</summary>
    public static bool IsOne(string text)
    {
        var digits = text.Replace("-", string.Empty, StringComparison.Ordinal);
        return digits.Length is >= 12 and <= 19 && digits.All(char.IsAsciiDigit) && Checksum(digits) % 10 == 0;
    }

    // From the right, each second digit counts twice, and what that makes by its digits.
    private static int Checksum(string digits) =>
        digits.Reverse().Select((digit, i) => (digit - '0') * (1 + (i % 2))).Sum(value => value > 9 ? value - 9 : value);
}
