using System.Globalization;

namespace Acp.Storm;

internal static class Durations
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <returns>Null where the text is no time above zero, or more than a day. Without a unit it is seconds.</returns>
    public static TimeSpan? Read(string text)
    {
        var (unit, seconds) = Units.FirstOrDefault(it => text.EndsWith(it.Unit, StringComparison.Ordinal), ("", 1));
        return double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value * seconds is > 0 and <= 86_400
            ? TimeSpan.FromSeconds(value * seconds)
            : null;
    }
}
