using System.Text;
using System.Text.Json.Nodes;
using Acp.Gateway.Errors;
using Acp.Gateway.Json;
using Acp.Gateway.Tests.Host;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests;

/// <summary>Any JSON anywhere in a good body is either read or refused with its place: it never throws something else.</summary>
public sealed class When_bodies_are_nonsense
{
    private const int Runs = 2_000;

    private static readonly Version20260417.Version20260417 Version = new(Options.Create(Sessions.Merchant));

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e999", "1.5", "\"\"", "\" \"", "\"x\"", "\"\\u0000\"", "[]", "[null]", "[[]]", "[{}]", "{}", "{\"codes\":7}",
        "{\"email\":[]}", "{\"type\":{}}", "{\"option_id\":\"a\",\"item_ids\":{}}", "{\"credential\":[]}", "{\"outcome\":5}",
    ];

    [Fact]
    public void They_are_read_or_refused_with_a_code() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Elements(Values).ToArbitrary(), (seed, value) => Survives(seed, value))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    private static bool Survives(int seed, string value)
    {
        var good = (seed % 3) switch { 0 => Bodies.Create, 1 => Bodies.Update, _ => Bodies.Complete };
        var body = Replace(JsonNode.Parse(good)!, seed / 3, JsonNode.Parse(value)).ToJsonString();
        try
        {
            Read(seed % 3, body);
            return true;
        }
        catch (RequestRefusedException refused)
        {
            return refused.Error is { Status: 400, Code.Length: > 0 } error && error.Param?.StartsWith('$') != false;
        }
    }

    private static void Read(int operation, string text)
    {
        using var body = JsonBody.Parse(Encoding.UTF8.GetBytes(text));
        JsonMeaning.Fingerprint(body.RootElement);
        _ = operation switch
        {
            0 => (object)Version.ReadCreate(body.RootElement),
            1 => Version.ReadUpdate(body.RootElement),
            _ => Version.ReadComplete(body.RootElement),
        };
        Version.ReadCancel(body.RootElement);
    }

    private static JsonNode Replace(JsonNode body, int seed, JsonNode? value)
    {
        var nodes = All(body).Skip(1).ToList();
        var chosen = nodes[seed % nodes.Count];
        if (chosen.Parent is JsonArray array)
        {
            array[chosen.GetElementIndex()] = value;
        }
        else
        {
            chosen.Parent![chosen.GetPropertyName()] = value;
        }

        return body;
    }

    private static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value!).SelectMany(All).Prepend(node),
        JsonArray items => items.Select(item => item!).SelectMany(All).Prepend(node),
        _ => [node],
    };
}
