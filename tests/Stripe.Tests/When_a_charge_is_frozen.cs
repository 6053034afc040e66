using System.Text;
using Acp.Payments.Stripe;

namespace Acp.Stripe.Tests;

public class When_a_charge_is_frozen
{
    private const string Start = "amount=5397&currency=usd&confirm=true";
    private const string End = "&metadata[acp_session]=cs_1&metadata[charge_attempt]=1";

    [Theory]
    [InlineData(ChargeForm.GrantedTokenInPaymentMethodData, "&payment_method_data[shared_payment_granted_token]=spt_1")]
    [InlineData(ChargeForm.TopLevelGrantedToken, "&shared_payment_granted_token=spt_1&automatic_payment_methods[enabled]=true")]
    [InlineData(ChargeForm.SharedPaymentIssuedToken, "&payment_method_options[shared_payment][issued_token]=spt_1")]
    public void Its_bytes_are_those_of_the_configured_form(ChargeForm form, string token) =>
        Assert.Equal(Start + token + End, Body(World.Order(), form));

    [Fact]
    public void Blanks_brackets_and_letters_outside_ASCII_are_encoded_as_Stripes_own_clients_do() =>
        Assert.Equal(
            Start + "&payment_method_data[shared_payment_granted_token]=a+b%26c%3Dd%2Be[0]%2F%C3%BC%E2%82%AC" + End,
            Body(World.Order(token: "a b&c=d+e[0]/ü€")));

    [Fact]
    public void A_proof_of_authentication_goes_along_as_Stripe_imports_it() =>
        Assert.Equal(
            Start + "&payment_method_data[shared_payment_granted_token]=spt_1"
                + "&payment_method_options[card][three_d_secure][version]=2.2.0"
                + "&payment_method_options[card][three_d_secure][cryptogram]=AAAB%2BBWF%2FmQA%3D"
                + "&payment_method_options[card][three_d_secure][transaction_id]=ds-1"
                + "&payment_method_options[card][three_d_secure][electronic_commerce_indicator]=05" + End,
            Body(World.Order() with { Proof = new("AAAB+BWF/mQA=", "05", "ds-1", "2.2.0") }));

    [Fact]
    public void It_is_aimed_at_one_call_one_version_and_one_account()
    {
        var frozen = World.On(Wire.Answering(200, "")).Freeze(World.Order());

        Assert.Equal("POST /v1/payment_intents", frozen.Target);
        Assert.Equal("2026-07-29.preview", frozen.ApiVersion);
        Assert.Equal("key-969b73e7d5529376@api.stripe.com", frozen.Account);
    }

    [Fact]
    public void The_account_tells_keys_apart_without_telling_the_key()
    {
        Assert.NotEqual(Account(new() { SecretKey = "sk_test_a" }), Account(new() { SecretKey = "sk_test_b" }));
        Assert.NotEqual(
            Account(new() { SecretKey = "sk_test_a" }),
            Account(new() { SecretKey = "sk_test_a", ApiBase = new("http://localhost:12111") }));
        Assert.DoesNotContain("sk_", Account(new() { SecretKey = "sk_live_a" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_account_survives_a_new_key_but_not_a_change_from_test_to_live()
    {
        Assert.Equal(
            Account(new() { SecretKey = "sk_live_a", Account = "acct_1" }), Account(new() { SecretKey = "sk_live_b", Account = "acct_1" }));
        Assert.NotEqual(
            Account(new() { SecretKey = "sk_live_a", Account = "acct_1" }), Account(new() { SecretKey = "sk_test_a", Account = "acct_1" }));
    }

    [Theory]
    [InlineData("spt_1", "spt_1")]
    [InlineData("tok_visa", "tok_visa~cs_1~2")]
    public void A_token_is_reserved_as_itself_and_a_template_once_for_each_use(string token, string reservation) =>
        Assert.Equal(reservation, World.On(Wire.Answering(200, "")).ReservationId(token, "cs_1", 2));

    private static string Account(StripeOptions options) => World.On(Wire.Answering(200, ""), options).Freeze(World.Order()).Account;

    private static string Body(Acp.Payments.ChargeOrder order, ChargeForm form = ChargeForm.GrantedTokenInPaymentMethodData)
    {
        var options = World.Options();
        options.ChargeForm = form;
        return Encoding.UTF8.GetString(World.On(Wire.Answering(200, ""), options).Freeze(order).Body.Span);
    }
}
