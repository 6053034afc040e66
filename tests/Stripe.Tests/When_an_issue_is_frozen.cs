using System.Text;
using Acp.Payments;

namespace Acp.Stripe.Tests;

public class When_an_issue_is_frozen
{
    private const string Start =
        "payment_method=pm_card_visa&seller_details[network_business_profile]=profile_test_seller&seller_details[external_id]=shop.example"
        + "&usage_limits[currency]=usd&usage_limits[max_amount]=4999&usage_limits[expires_at]=1795349100";

    [Fact]
    public void Its_bytes_carry_the_limits_the_seller_and_our_own_id() =>
        Assert.Equal(Start + "&use_stripe_sdk=true&shared_metadata[acp_issue]=ti_1", Body(World.IssueOrder()));

    [Fact]
    public void An_exact_amount_says_so() => Assert.Equal(
        Start + "&use_stripe_sdk=true&shared_metadata[acp_issue]=ti_1&shared_metadata[acp_amount]=exact", Body(World.IssueOrder(isExact: true)));

    [Fact]
    public void With_an_address_to_come_back_to_the_shopper_is_led_there() => Assert.Equal(
        Start + "&return_url=https%3A%2F%2Fagent.example%2Fback%3Fa%3D1&use_stripe_sdk=false&shared_metadata[acp_issue]=ti_1",
        Body(World.IssueOrder() with { ReturnUrl = "https://agent.example/back?a=1" }));

    [Fact]
    public void It_is_aimed_at_one_call_one_version_and_the_issuers_account()
    {
        var options = World.Options();
        (options.Account, options.ConnectedAccount) = ("acct_seller", "acct_shop");
        var frozen = World.IssuerOn(Wire.Answering(200, ""), options).Freeze(World.IssueOrder());

        Assert.Equal("POST /v1/shared_payment/issued_tokens", frozen.Target);
        Assert.Equal("2026-07-29.preview", frozen.ApiVersion);
        Assert.StartsWith("key-", frozen.Account, StringComparison.Ordinal);
        Assert.EndsWith("@api.stripe.com", frozen.Account, StringComparison.Ordinal);

        options.Issuer.Account = "acct_issuer";
        Assert.Equal("acct_issuer/test@api.stripe.com", World.IssuerOn(Wire.Answering(200, ""), options).Freeze(World.IssueOrder()).Account);
    }

    [Fact]
    public async Task It_is_sent_with_the_issuers_key_and_for_no_connected_account()
    {
        var options = World.Options();
        options.ConnectedAccount = "acct_shop";
        var wire = Wire.Answering(500, "{}");
        var issuer = World.IssuerOn(wire, options);

        await issuer.Issue("acp:ti_1:1", issuer.Freeze(World.IssueOrder()), World.InTime);

        var sent = Assert.Single(wire.Sent);
        Assert.Equal(("POST", "https://api.stripe.com/v1/shared_payment/issued_tokens"), (sent.Method, sent.Address));
        Assert.Equal(
            new SortedDictionary<string, string>
            {
                ["Authorization"] = "Bearer sk_test_fake_issuer",
                ["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8",
                ["Idempotency-Key"] = "acp:ti_1:1",
                ["Stripe-Version"] = "2026-07-29.preview",
                ["User-Agent"] = "Acp.Orleans/1.0",
            },
            new SortedDictionary<string, string>(sent.Headers.Where(header => header.Key != "Content-Length").ToDictionary()));
    }

    private static string Body(IssueOrder order) => Encoding.UTF8.GetString(World.IssuerOn(Wire.Answering(200, "")).Freeze(order).Body.Span);
}
