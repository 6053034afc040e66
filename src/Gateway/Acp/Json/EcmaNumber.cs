using System.Globalization;
using System.Text;

namespace Acp.Gateway.Json;

/// <summary>A double as ECMAScript spells it (Number::toString), which is what RFC 8785 §3.2.2.3 asks for.</summary>
internal static class EcmaNumber
{
    /// <summary>Powers of ten from which on, and below which, a number is written with an exponent.</summary>
    private const int Largest = 21;

    private const int Smallest = -6;

    /// <param name="value">Finite.</param>
    public static string Of(double value)
    {
        var shortest = CanonicalNumber.Of(Shortest(value));
        if (shortest == "0")
        {
            return shortest;
        }

        var sign = value < 0 ? "-" : "";
        var parts = shortest[sign.Length..].Split('e');
        return sign + Place(parts[0], parts[0].Length + int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    // The runtime finds the shortest digits that mean this double and no other, but for two powers of two (2^-25 and
    // 2^-958), of which it gives a digit too few: those mean their neighbour. Seventeen digits are always enough.
    private static string Shortest(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture).Equals(value) ? text : value.ToString("E16", CultureInfo.InvariantCulture);
    }

    /// <param name="point">How many digits stand before the decimal point; negative where zeros follow it.</param>
    private static string Place(string digits, int point) => point switch
    {
        > Largest or <= Smallest => Exponential(digits, point - 1),
        <= 0 => $"0.{new string('0', -point)}{digits}",
        _ when point >= digits.Length => digits.PadRight(point, '0'),
        _ => $"{digits[..point]}.{digits[point..]}",
    };

    private static string Exponential(string digits, int exponent) => new StringBuilder()
        .Append(digits[0])
        .Append(digits.Length > 1 ? "." : "")
        .Append(digits.AsSpan(1))
        .Append(CultureInfo.InvariantCulture, $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}")
        .ToString();
}
