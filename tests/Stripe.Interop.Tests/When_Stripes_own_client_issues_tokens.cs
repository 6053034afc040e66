using System.Text.Json;
using Acp.Fakes;

namespace Acp.Stripe.Interop.Tests;

public sealed class When_Stripes_own_client_issues_tokens(StripesClient client)
{
    [Fact]
    public void It_reads_the_token_that_it_asked_for()
    {
        var token = client.Value("issued");

        Assert.Equal(("shared_payment.issued_token", "active"), (Text(token, "object"), Text(token, "status")));
        Assert.Equal(("pm_card_visa", null, null), (Text(token, "method"), Text(token, "next_action"), Text(token, "reason")));
        Assert.Equal(("usd", 5900), (Text(token.GetProperty("limits"), "currency"), token.GetProperty("limits").GetProperty("max_amount").GetInt64()));
        Assert.Equal(
            ("profile_test_seller", "shop.example"),
            (Text(token.GetProperty("seller"), "network_business_profile"), Text(token.GetProperty("seller"), "external_id")));
        Assert.Equal("ti_js", Text(token.GetProperty("shared"), "acp_issue"));
        Assert.Equal(12, token.GetProperty("score").GetInt32());
        Assert.True(JsonElement.DeepEquals(token, client.Value("issued retrieved")));
    }

    [Fact]
    public void A_key_sent_again_is_the_same_token()
    {
        var again = client.Value("issued again");

        Assert.Equal((Text(client.Value("issued"), "id"), "true"), (Text(again, "id"), Text(again, "replayed")));
    }

    [Fact]
    public void Its_seller_sees_who_granted_it_and_charges_it_and_the_issuer_sees_that()
    {
        var (issued, seen, used) = (client.Value("issued"), client.Value("issued seen by its seller"), client.Value("issued used"));

        Assert.Equal((Text(issued, "id"), "shared_payment.granted_token", "profile_test_issuer"), (Text(seen, "id"), Text(seen, "object"), Text(seen, "agent")));
        Assert.Equal(12, seen.GetProperty("score").GetInt32());
        Assert.Equal("succeeded", Text(client.Value("issued charged"), "status"));
        Assert.Equal(("deactivated", "consumed", 5397), (Text(used, "status"), Text(used, "reason"), used.GetProperty("captured").GetInt64()));
        Assert.Equal(Text(issued, "id"), Assert.Single(client.Stripe.ChargesOf("cs_60")).Token);
    }

    [Fact]
    public void It_revokes_one_and_is_refused_for_one_that_was_used()
    {
        Assert.Equal(("deactivated", "revoked"), (Text(client.Value("issued revoked"), "status"), Text(client.Value("issued revoked"), "reason")));
        Assert.Equal("StripeInvalidRequestError", Text(client.Of("issued used revoked"), "error"));
    }

    [Fact]
    public void It_reads_what_the_shopper_must_do() => Assert.Equal(
        ("requires_action", "redirect_to_url"),
        (Text(client.Value("issued must authenticate"), "status"), Text(client.Value("issued must authenticate"), "next_action")));

    [Theory]
    [InlineData("issued to oneself", 400, null, "seller_details[network_business_profile]")]
    [InlineData("issued without a seller", 400, "parameter_missing", "seller_details[network_business_profile]")]
    [InlineData("issued unknown", 404, "resource_missing", "id")]
    [InlineData("issued seen by another", 404, "resource_missing", "id")]
    public void It_throws_for_a_refusal_what_it_throws_for_Stripes(string step, int status, string? code, string? param)
    {
        var thrown = client.Of(step);

        Assert.Equal(("StripeInvalidRequestError", status), (Text(thrown, "error"), thrown.GetProperty("status").GetInt32()));
        Assert.Equal((code, param), (Text(thrown, "code"), Text(thrown, "param")));
    }

    [Fact]
    public void Each_of_its_calls_was_the_issuers() => Assert.All(
        client.Stripe.Ledger.Where(it => it.Call is StripeCall.IssueToken or StripeCall.RevokeIssuedToken),
        it => Assert.Equal(client.Stripe.Issuer, it.Account));

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
