using System.Globalization;
using System.Text;
using Acp.Gateway.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Gateway.Tests;

/// <summary>The JSON Canonicalization Scheme, RFC 8785, by its own samples.</summary>
public sealed class When_JSON_is_written_canonically
{
    private const int Runs = 500;

    /// <summary>Appendix B, all rows that are numbers.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void A_number_is_spelled_as_ECMAScript_does(ulong bits, string expected)
    {
        var number = BitConverter.UInt64BitsToDouble(bits);
        Assert.Equal(expected, EcmaNumber.Of(number));
        Assert.Equal(expected, Canonical(number.ToString("E16", CultureInfo.InvariantCulture)));
    }

    /// <summary>As V8 spells them; the runtime's own shortest form of these means another double.</summary>
    [Theory]
    [InlineData(-25, "2.9802322387695312e-8")]
    [InlineData(-958, "4.1045368012983762e-289")]
    public void A_power_of_two_keeps_its_last_digit(int power, string expected)
    {
        Assert.Equal(expected, EcmaNumber.Of(Math.ScaleB(1, power)));
        Assert.Equal($"-{expected}", EcmaNumber.Of(-Math.ScaleB(1, power)));
    }

    [Fact]
    public void No_power_of_two_becomes_another_number() => Assert.All(
        Enumerable.Range(-1074, 1074 + 1024), power => Assert.Equal(Math.ScaleB(1, power), double.Parse(EcmaNumber.Of(Math.ScaleB(1, power)), CultureInfo.InvariantCulture)));

    /// <summary>Between whole numbers, fractions and exponents.</summary>
    [Theory]
    [InlineData("0.1e1", "1")]
    [InlineData("-12.50", "-12.5")]
    [InlineData("100000000000000000000", "100000000000000000000")]
    [InlineData("1000000000000000000000", "1e+21")]
    [InlineData("123e-5", "0.00123")]
    [InlineData("1e-7", "1e-7")]
    [InlineData("15e-8", "1.5e-7")]
    public void So_it_is_at_the_borders(string number, string expected) => Assert.Equal(expected, Canonical(number));

    /// <summary>§3.2.2.</summary>
    [Fact]
    public void Numbers_strings_and_words_have_one_spelling() => Assert.Equal(
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
        Canonical(
            """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """));

    /// <summary>§3.2.3: by UTF-16 code units, in which an emoji stands before U+FB33.</summary>
    [Fact]
    public void Members_are_sorted_by_code_units() => Assert.Equal(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\u007f\",\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\",\"\U0001F600\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
        Canonical(
            """
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control\u007f",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """));

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData(" [ ] ", "[]")]
    [InlineData("[{\"a\":[]},[{}]]", "[{\"a\":[]},[{}]]")]
    [InlineData("\"\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f<&>\"", "\"\\b\\f\\n\\r\\t\\u0000\\u001f\u007f<&>\"")]
    public void Nothing_is_added_and_nothing_more_is_escaped(string json, string expected) => Assert.Equal(expected, Canonical(json));

    [Theory]
    [InlineData("1e400")]
    [InlineData("[1,{\"a\":-1e309}]")]
    public void A_number_beyond_all_doubles_has_no_canonical_form(string json) => Assert.Null(Canonical(json));

    [Fact]
    public void However_a_body_is_written_its_canonical_form_is_the_same_and_its_own() =>
        Prop.ForAll(Trees.Any.ToArbitrary(), Trees.Seeds.ToArbitrary(), (body, seed) =>
        {
            var canonical = Canonical(body.Spell(new Random(seed)))!;
            return canonical == Canonical(body.Spell(new Random(0))) && canonical == Canonical(canonical);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    [Fact]
    public void It_means_what_the_body_means() =>
        Prop.ForAll(Trees.Any.ToArbitrary(), Trees.Seeds.ToArbitrary(), (body, seed) => Print(Canonical(body.Spell(new Random(seed)))!) == Print(body.Spell(new Random(seed))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    private static string? Canonical(string json)
    {
        using var body = JsonBody.Parse(Encoding.UTF8.GetBytes(json));
        return CanonicalJson.Of(body.RootElement) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
    }

    private static string Print(string json)
    {
        using var body = JsonBody.Parse(Encoding.UTF8.GetBytes(json));
        return JsonMeaning.Fingerprint(body.RootElement);
    }
}
