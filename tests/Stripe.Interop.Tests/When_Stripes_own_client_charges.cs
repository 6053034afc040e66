using System.Text.Json;
using Acp.Fakes;

namespace Acp.Stripe.Interop.Tests;

public sealed class When_Stripes_own_client_charges(StripesClient client)
{
    [Fact]
    public void It_is_the_version_that_is_pinned_and_names_its_api_version()
    {
        Assert.Equal("22.7.0-beta.1", Text(client.Value("client"), "package"));
        Assert.Equal(Text(client.Value("client"), "version"), Text(client.Value("succeeded"), "version"));
    }

    [Theory]
    [InlineData("succeeded", "succeeded", 5397, null)]
    [InlineData("requires action", "requires_action", 0, "use_stripe_sdk")]
    [InlineData("processing", "processing", 0, null)]
    [InlineData("created only", "requires_payment_method", 0, null)]
    [InlineData("confirmed", "succeeded", 5397, null)]
    [InlineData("retrieved", "succeeded", 5397, null)]
    [InlineData("canceled", "canceled", 0, null)]
    public void It_reads_an_intent_in_every_status(string step, string status, long received, string? action)
    {
        var intent = client.Value(step);

        Assert.Equal(("payment_intent", status), (Text(intent, "object"), Text(intent, "status")));
        Assert.Equal((5397, received), (intent.GetProperty("amount").GetInt64(), intent.GetProperty("received").GetInt64()));
        Assert.Equal(action, Text(intent, "next_action"));
        Assert.StartsWith("req_", Text(intent, "request_id"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("declined", "StripeCardError", 402, "card_declined", "generic_decline", null, "requires_payment_method")]
    [InlineData("declined again", "StripeCardError", 402, "card_declined", "generic_decline", null, "requires_payment_method")]
    [InlineData("insufficient", "StripeCardError", 402, "card_declined", "insufficient_funds", null, "requires_payment_method")]
    [InlineData("used", "StripeInvalidRequestError", 400, null, null, null, null)]
    [InlineData("over limit", "StripeInvalidRequestError", 400, null, null, null, null)]
    [InlineData("unknown token", "StripeInvalidRequestError", 400, "resource_missing", null, null, null)]
    [InlineData("no amount", "StripeInvalidRequestError", 400, "parameter_missing", null, "amount", null)]
    [InlineData("unknown parameter", "StripeInvalidRequestError", 400, "parameter_unknown", null, "payment_method_types[0]", null)]
    [InlineData("other body", "StripeIdempotencyError", 400, null, null, null, null)]
    [InlineData("confirmed again", "StripeInvalidRequestError", 400, "payment_intent_unexpected_state", null, null, "succeeded")]
    [InlineData("canceled again", "StripeInvalidRequestError", 400, "payment_intent_unexpected_state", null, null, "canceled")]
    [InlineData("canceled succeeded", "StripeInvalidRequestError", 400, "payment_intent_unexpected_state", null, null, "succeeded")]
    [InlineData("retrieved unknown", "StripeInvalidRequestError", 404, "resource_missing", null, "intent", null)]
    [InlineData("wrong key", "StripeAuthenticationError", 401, null, null, null, null)]
    [InlineData("too many", "StripeRateLimitError", 429, "rate_limit", null, null, null)]
    public void It_throws_for_a_refusal_what_it_throws_for_Stripes(
        string step, string error, int status, string? code, string? declineCode, string? param, string? intentStatus)
    {
        var thrown = client.Of(step);

        Assert.Equal((error, status), (Text(thrown, "error"), thrown.GetProperty("status").GetInt32()));
        Assert.Equal((code, declineCode, param), (Text(thrown, "code"), Text(thrown, "decline_code"), Text(thrown, "param")));
        Assert.Equal(intentStatus, Text(thrown, "intent_status"));
    }

    [Fact]
    public void A_key_sent_again_is_answered_from_memory_and_says_so()
    {
        var (first, again) = (client.Value("succeeded"), client.Value("replayed"));

        Assert.Equal((null, "true"), (Text(first, "replayed"), Text(again, "replayed")));
        Assert.Equal((Text(first, "id"), "acp:cs_1:1"), (Text(again, "id"), Text(again, "key")));
        Assert.NotEqual(Text(first, "request_id"), Text(again, "request_id"));
        Assert.Single(client.Stripe.ChargesOf("cs_1"));
    }

    /// <summary>Even with its retries switched off it repeats a broken connection once.</summary>
    [Theory]
    [InlineData("lost reply, retried", "cs_50")]
    [InlineData("lost reply", "cs_51")]
    public void A_reply_that_is_lost_charges_once_however_the_client_retries(string step, string session)
    {
        var intent = client.Value(step);

        Assert.Equal(("succeeded", "true"), (Text(intent, "status"), Text(intent, "replayed")));
        Assert.Single(client.Stripe.ChargesOf(session));
        Assert.Equal([FaultKind.LoseReply, null], client.Stripe.Ledger.Where(it => it.Session == session).Select(it => it.Fault));
    }

    [Fact]
    public void It_sends_its_telemetry_along()
    {
        Assert.True(client.Value("sent").GetProperty("telemetry").GetInt32() > 10);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
