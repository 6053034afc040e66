using System.Collections.Frozen;
using System.Globalization;

namespace Acp.Pricing;

/// <param name="Code">ISO 4217, lower case.</param>
/// <param name="Decimals">Digits after the point in the processor's representation: 1050 is 10.50 where this is 2.</param>
/// <param name="Step">Every amount that is charged is a multiple of this many minor units.</param>
/// <param name="MinimumCharge">The smallest total above zero that the processor takes, in minor units.</param>
public sealed record Currency(string Code, int Decimals, long Step, long MinimumCharge)
{
    /// <returns>Such as <c>15.00 USD</c>, for messages that people read.</returns>
    public string Text(long amount)
    {
        var digits = amount.ToString(CultureInfo.InvariantCulture).PadLeft(Decimals + 1, '0');
        return $"{(Decimals == 0 ? digits : digits.Insert(digits.Length - Decimals, "."))} {Code.ToUpperInvariant()}";
    }
}

/// <summary>
/// The currencies a total can be charged in, as docs.stripe.com/currencies lists them. The minimums hold where the
/// merchant is paid out in the same currency; the processor may ask for more after a conversion, and then declines.
/// </summary>
public static class Currencies
{
    /// <summary>Eight digits of minor units, in every currency.</summary>
    public const long MaximumAmount = 99_999_999;

    private const string ZeroDecimal = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf";

    /// <summary>Three decimals, but the card networks take two of them: the last digit is 0.</summary>
    private const string ThreeDecimal = "bhd jod kwd omr tnd";

    /// <summary>Have no minor unit any more and keep a two-decimal representation that must end in 00.</summary>
    private const string TwoDecimalInName = "isk ugx";

    private const string TwoDecimal = """
        aed afn all amd aoa ars aud awg azn bam bbd bdt bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop crc cve czk
        dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr jmd kes kgs khr kyd kzt lak
        lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln
        qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah usd uyu uzs wst xcd
        xcg yer zar zmw
        """;

    private static readonly Dictionary<string, long> Minimums = new(StringComparer.Ordinal)
    {
        ["aed"] = 200, ["ars"] = 50, ["aud"] = 50, ["brl"] = 50, ["cad"] = 50, ["chf"] = 50, ["cop"] = 50, ["czk"] = 1500,
        ["dkk"] = 250, ["eur"] = 50, ["gbp"] = 30, ["hkd"] = 400, ["huf"] = 17500, ["idr"] = 50, ["ils"] = 50, ["inr"] = 50,
        ["jpy"] = 50, ["krw"] = 50, ["mxn"] = 1000, ["myr"] = 200, ["nok"] = 300, ["nzd"] = 50, ["php"] = 50, ["pln"] = 200,
        ["ron"] = 200, ["rub"] = 50, ["sek"] = 300, ["sgd"] = 50, ["thb"] = 1000, ["usd"] = 50, ["zar"] = 50,
    };

    private static readonly FrozenDictionary<string, Currency> Known =
        Group(ZeroDecimal, decimals: 0, step: 1)
            .Concat(Group(ThreeDecimal, decimals: 3, step: 10))
            .Concat(Group(TwoDecimalInName, decimals: 2, step: 100))
            .Concat(Group(TwoDecimal, decimals: 2, step: 1))
            .ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);

    public static IReadOnlyCollection<Currency> All => Known.Values;

    /// <param name="code">Lower case; anything else is not found.</param>
    public static Currency? Find(string code) => Known.GetValueOrDefault(code);

    /// <exception cref="ArgumentException">The code is none that can be charged: nothing may be priced in it.</exception>
    public static Currency Of(string code) =>
        Find(code) ?? throw new ArgumentException("Nothing can be charged in this currency.", nameof(code));

    private static IEnumerable<Currency> Group(string codes, int decimals, long step) =>
        from code in codes.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        select new Currency(code, decimals, step, Minimums.GetValueOrDefault(code, step));
}
