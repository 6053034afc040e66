using System.Text;
using Acp.Gateway.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Gateway.Tests;

public sealed class When_two_bodies_mean_the_same
{
    private const int Runs = 500;

    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{ "b" : 2, "a" : 1 }""")]
    [InlineData("1", "1.0")]
    [InlineData("1", "1e0")]
    [InlineData("100", "1E+2")]
    [InlineData("0.001", "1e-3")]
    [InlineData("-0", "0.00e7")]
    [InlineData("12345678901234567890123.0", "12345678901234567890123")]
    [InlineData("1e99999999999999999999", "10e99999999999999999998")]
    [InlineData("\"a/é\"", "\"\\u0061\\/\\u00e9\"")]
    [InlineData("\"😀\"", "\"\\ud83d\\uDE00\"")]
    public void So_do_their_fingerprints(string one, string other) => Assert.Equal(Print(one), Print(other));

    [Theory]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("""{"a":null}""", "{}")]
    [InlineData("12345678901234567890123", "12345678901234567890124")]
    [InlineData("0.1", "0.10000000000000000000001")]
    [InlineData("1", "\"1\"")]
    [InlineData("1", "-1")]
    [InlineData("10", "1")]
    [InlineData("true", "\"true\"")]
    [InlineData("\"é\"", "\"e\\u0301\"")]
    [InlineData("[[1],2]", "[[1,2]]")]
    [InlineData("""{"a":{"b":1}}""", """{"a":1,"b":1}""")]
    [InlineData("[]", "{}")]
    public void Otherwise_they_differ(string one, string other) => Assert.NotEqual(Print(one), Print(other));

    [Fact]
    public void However_a_body_is_written_its_fingerprint_stays() =>
        Prop.ForAll(Trees.Any.ToArbitrary(), Trees.Seeds.ToArbitrary(), (body, seed) => Print(body.Spell(new Random(0))) == Print(body.Spell(new Random(seed))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    [Fact]
    public void Whatever_leaf_is_changed_its_fingerprint_changes() =>
        Prop.ForAll(Trees.Any.ToArbitrary(), Trees.Seeds.ToArbitrary(), (body, seed) => Print(body.Spell(new Random(seed))) != Print(body.ChangeOneLeaf(seed).Spell(new Random(seed))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    private static string Print(string json)
    {
        using var body = JsonBody.Parse(Encoding.UTF8.GetBytes(json));
        return JsonMeaning.Fingerprint(body.RootElement);
    }
}
