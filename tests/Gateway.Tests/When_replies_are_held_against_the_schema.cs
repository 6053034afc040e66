using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;

namespace Acp.Gateway.Tests;

/// <summary>The witness itself: it must see everything, and see it as the protocol does.</summary>
public sealed class When_replies_are_held_against_the_schema
{
    private static readonly SchemaWitness Schemas = new(AcpHost.Version);

    [Fact]
    public async Task Each_kind_of_reply_was_looked_at()
    {
        Assert.SkipUnless(Schemas.IsPresent, Schemas.WhyAbsent);
        await using var host = await AcpHost.Start();

        await host.Client.SendAsync(AcpHost.Get("/checkout_sessions/cs_1"));
        await host.Client.SendAsync(AcpHost.Get("/checkout_sessions/nothing"));
        await host.Client.GetAsync("/.well-known/acp.json");
        host.Session.Answer = () => Sessions.Replied(Sessions.Completed());
        await host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_1/complete", Bodies.Complete));

        Assert.Equal(4, host.Witness.Seen);
    }

    [Theory]
    [InlineData("""{"id":"cs_1"}""")]
    [InlineData("""{"status":"completed"}""")]
    public async Task A_reply_that_breaks_it_fails_the_test_it_came_up_in(string body)
    {
        Assert.SkipUnless(Schemas.IsPresent, Schemas.WhyAbsent);
        await using var host = await AcpHost.Start();
        host.Session.Answer = () => new Answer.Replied(new Reply(200, System.Text.Encoding.UTF8.GetBytes(body)), false);

        await Assert.ThrowsAsync<SchemaViolationException>(() => host.Client.SendAsync(AcpHost.Get("/checkout_sessions/cs_1")));
    }

    [Theory]
    [InlineData("""{"$defs":{"A":{"type":"object","properties":{"n":{"type":"integer","minimum":1}},"required":["n"],"additionalProperties":false}}}""", """{"n":1}""", """{"n":0} {} {"n":1.5} {"n":1,"m":1} []""")]
    [InlineData("""{"$defs":{"A":{"oneOf":[{"const":"x"},{"enum":["x","y"]}]}}}""", "\"y\"", "\"x\" \"z\"")]
    [InlineData("""{"$defs":{"A":{"anyOf":[{"required":["a"]},{"required":["b"]}]}}}""", """{"b":1}""", """{"c":1}""")]
    [InlineData("""{"$defs":{"A":{"type":"array","items":{"$ref":"#/$defs/B"},"uniqueItems":true,"minItems":1},"B":{"type":["string","null"],"pattern":"^a"}}}""", "[\"ab\",null]", "[] [\"b\"] [\"a\",\"a\"] [1]")]
    [InlineData("""{"$defs":{"A":{"if":{"properties":{"k":{"enum":["v"]}}},"then":{"required":["w"]}}}}""", """{"k":"u"}""", """{"k":"v"}""")]
    [InlineData("""{"$defs":{"A":{"format":"date-time"}}}""", "\"2026-01-01T00:00:00Z\"", "\"2026-01-01\" \"soon\"")]
    [InlineData("""{"$defs":{"A":{"type":"string","minLength":2,"maxLength":3}}}""", "\"ab\"", "\"a\" \"abcd\"")]
    public void It_tells_right_from_wrong(string schema, string right, string wrong)
    {
        var validator = new JsonSchema(JsonDocument.Parse(schema).RootElement);

        Assert.Empty(validator.Validate("A", JsonDocument.Parse(right).RootElement));
        Assert.All(wrong.Split(' '), value => Assert.NotEmpty(validator.Validate("A", JsonDocument.Parse(value).RootElement)));
    }

    [Fact]
    public void A_keyword_it_does_not_know_is_not_passed_over()
    {
        var validator = new JsonSchema(JsonDocument.Parse("""{"$defs":{"A":{"maxProperties":1}}}""").RootElement);

        Assert.Throws<NotSupportedException>(() => validator.Validate("A", JsonDocument.Parse("{}").RootElement));
    }
}
