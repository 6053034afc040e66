using System.Text;
using Acp.CheckoutSessions;
using Acp.Fakes;
using Acp.Payments;

namespace Acp.Stripe.Tests;

/// <summary>3-D Secure that the platform ran itself, brought to Stripe with the charge.</summary>
public sealed class When_an_authentication_is_imported : IDisposable
{
    private const string Helper = "/v1/test_helpers/shared_payment/granted_tokens";
    private const string Cryptogram = "AAABBWFlmQAAAABjRWWZEEFgFz8=";
    private const string Charge = "amount=5397&currency=usd&confirm=true&payment_method_data[shared_payment_granted_token]=spt_3ds_1";

    private static readonly AuthenticationProof Proof = new(Cryptogram, "05", "ds-1", "2.2.0");

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("tok_3ds", typeof(ChargeAnswer.Succeeded))]
    [InlineData("spt_3ds_1", typeof(ChargeAnswer.Succeeded))]
    [InlineData("spt_1", typeof(ChargeAnswer.Succeeded))]
    [InlineData("spt_decline_1", typeof(ChargeAnswer.Declined))]
    [InlineData("spt_processing_1", typeof(ChargeAnswer.Processing))]
    public async Task It_stands_for_the_shoppers_own_and_changes_nothing_else(string token, Type answer)
    {
        Assert.IsType(answer, await Send(Proof, token));
        Assert.Equal(answer == typeof(ChargeAnswer.Succeeded) ? 1 : 0, world.Stripe.Charges.Count);
    }

    [Fact]
    public async Task A_token_of_the_test_card_that_asks_for_it_is_paid_with_it()
    {
        var token = await world.CreateToken(Helper, "usage_limits[max_amount]=5397&usage_limits[currency]=usd&payment_method=pm_card_threeDSecure2Required");

        Assert.IsType<ChargeAnswer.Succeeded>(await Send(Proof, token));
    }

    [Theory]
    [InlineData("", "05", "ds-1", "2.2.0")]
    [InlineData(Cryptogram, "09", "ds-1", "2.2.0")]
    [InlineData(Cryptogram, "05", "", "2.2.0")]
    [InlineData(Cryptogram, "05", "ds-1", "")]
    [InlineData(Cryptogram, "05", "ds-1", "4.0")]
    public async Task What_Stripe_cannot_use_refuses_the_charge_and_not_for_the_token(string cryptogram, string indicator, string transaction, string version)
    {
        var answer = await Send(new AuthenticationProof(cryptogram, indicator, transaction, version));

        Assert.Equal(new ChargeAnswer.Rejected("The result of the shopper's authentication was not accepted."), answer);
        Assert.IsType<ChargeAnswer.Succeeded>(await Send(Proof)); // Nothing was kept under the key.
    }

    [Theory]
    [InlineData("[cryptogram]=c&{0}[version]=2.2.0", "[transaction_id]")]
    [InlineData("[transaction_id]=t&{0}[version]=2.2.0", "[cryptogram]")]
    [InlineData("[transaction_id]=t&{0}[cryptogram]=c", "[version]")]
    [InlineData("[transaction_id]=t&{0}[cryptogram]=c&{0}[version]=2.2.0&{0}[colour]=red", "[colour]")]
    public async Task The_fake_names_the_field_that_is_wrong(string fields, string named)
    {
        const string Name = "payment_method_options[card][three_d_secure]";

        var reply = await world.Post("/v1/payment_intents", $"{Charge}&{Name}{fields.Replace("{0}", Name, StringComparison.Ordinal)}");

        Assert.Equal(400, reply.Status);
        Assert.Contains($"\"param\":\"{Name}{named}\"", Encoding.UTF8.GetString(reply.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_indicator_may_be_left_out_as_at_Stripe()
    {
        const string Name = "payment_method_options[card][three_d_secure]";

        var reply = await world.Post("/v1/payment_intents", $"{Charge}&{Name}[cryptogram]=c&{Name}[transaction_id]=t&{Name}[version]=2.2.0");

        Assert.Equal(200, reply.Status);
        Assert.Single(world.Stripe.Charges);
    }

    [Fact]
    public async Task The_ledger_has_it_without_its_cryptogram()
    {
        await Send(Proof);

        var entry = world.Stripe.Ledger.Last(entry => entry.Call == StripeCall.Charge);
        Assert.Equal(new FakeAuthentication("2.2.0", "ds-1", "05"), entry.Authentication);
        Assert.DoesNotContain(Cryptogram, entry.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_charge_without_it_has_none_in_the_ledger()
    {
        await world.Charge("spt_1");

        Assert.Null(world.Stripe.Ledger.Last(entry => entry.Call == StripeCall.Charge).Authentication);
    }

    [Fact]
    public async Task After_the_first_intent_was_canceled_the_same_token_pays_with_it()
    {
        var waiting = Assert.IsType<ChargeAnswer.MustAuthenticate>(await world.Charge("spt_3ds_1"));
        Assert.IsType<ChargeAnswer.Canceled>(await world.Provider.CancelIntent(waiting.IntentId));

        var paid = await world.Provider.Charge("acp:cs_1:2", world.Provider.Freeze(World.Order("spt_3ds_1", attempt: 2) with { Proof = Proof }), World.InTime);

        Assert.IsType<ChargeAnswer.Succeeded>(paid);
        Assert.False(world.Stripe.Authenticate(waiting.IntentId, succeeded: true));
        Assert.Single(world.Stripe.Charges);
    }

    private async Task<ChargeAnswer> Send(AuthenticationProof proof, string token = "spt_3ds_1") =>
        await world.Provider.Charge("acp:cs_1:1", world.Provider.Freeze(World.Order(token) with { Proof = proof }), World.InTime);
}
