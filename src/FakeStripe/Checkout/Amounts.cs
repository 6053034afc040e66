using System.Collections.Frozen;
using System.Globalization;

namespace Acp.Fakes;

/// <summary>Minor units as people read them.</summary>
internal static class Amounts
{
    /// <summary>Stripe's list of currencies without a minor unit.</summary>
    private static readonly FrozenSet<string> Whole = new[]
    {
        "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof", "xpf",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Thousandths = new[] { "bhd", "jod", "kwd", "omr", "tnd" }.ToFrozenSet(StringComparer.Ordinal);

    public static string Format(long minor, string currency)
    {
        var digits = Whole.Contains(currency) ? 0 : Thousandths.Contains(currency) ? 3 : 2;
        var units = minor / (decimal)Math.Pow(10, digits);
        return $"{units.ToString($"N{digits}", CultureInfo.InvariantCulture)} {currency.ToUpperInvariant()}";
    }
}
