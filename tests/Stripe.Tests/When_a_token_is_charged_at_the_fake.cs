using System.Text.Json;
using Acp.Fakes;
using Acp.Payments;
using Acp.Payments.Stripe;

namespace Acp.Stripe.Tests;

public sealed class When_a_token_is_charged_at_the_fake : IDisposable
{
    private const string Older = "/v1/test_helpers/shared_payment_granted_tokens";
    private const string Newer = "/v1/test_helpers/shared_payment/granted_tokens";

    private readonly World world = new();

    [Theory]
    [InlineData("tok_decline", typeof(ChargeAnswer.Declined))]
    [InlineData("tok_3ds", typeof(ChargeAnswer.MustAuthenticate))]
    [InlineData("tok_visa", typeof(ChargeAnswer.Succeeded))]
    [InlineData("spt_decline_1", typeof(ChargeAnswer.Declined))]
    [InlineData("spt_3ds_1", typeof(ChargeAnswer.MustAuthenticate))]
    [InlineData("spt_processing_1", typeof(ChargeAnswer.Processing))]
    [InlineData("spt_1", typeof(ChargeAnswer.Succeeded))]
    [InlineData("anything", typeof(ChargeAnswer.Succeeded))]
    [InlineData("spt_limit_5396", typeof(ChargeAnswer.Rejected))]
    [InlineData("spt_limit_5397", typeof(ChargeAnswer.Succeeded))]
    [InlineData("spt_expired_1", typeof(ChargeAnswer.Rejected))]
    [InlineData("spt_revoked_1", typeof(ChargeAnswer.Rejected))]
    [InlineData("spt_used_1", typeof(ChargeAnswer.Rejected))]
    [InlineData("spt_unknown_1", typeof(ChargeAnswer.Rejected))]
    public async Task Its_name_says_what_happens(string token, Type answer)
    {
        Assert.IsType(answer, await world.Charge(token));
        Assert.Equal(answer == typeof(ChargeAnswer.Succeeded) ? 5397 : 0, world.Stripe.TotalCharged);
    }

    [Theory]
    [InlineData("pm_card_visa", "succeeded")]
    [InlineData("pm_card_visa_debit", "succeeded")]
    [InlineData("pm_card_mastercard", "succeeded")]
    [InlineData("pm_card_amex", "succeeded")]
    [InlineData("pm_card_chargeAfterSuccessfulPayment", "succeeded")]
    [InlineData("pm_card_threeDSecure2Required", "requires_action")]
    [InlineData("pm_card_declinedInsufficientFunds", "card_declined")]
    [InlineData("pm_none", "resource_missing")]
    public async Task A_test_card_does_what_the_documents_table_says(string method, string outcome)
    {
        await world.Post("/v1/payment_intents", $"amount=5900&currency=usd&confirm=true&payment_method={method}");
        Assert.Equal(outcome, world.Stripe.Ledger[^1].Outcome);
    }

    [Theory]
    [InlineData(ChargeForm.GrantedTokenInPaymentMethodData)]
    [InlineData(ChargeForm.TopLevelGrantedToken)]
    [InlineData(ChargeForm.SharedPaymentIssuedToken)]
    public async Task Every_form_of_the_charge_is_understood(ChargeForm form)
    {
        var options = World.Options();
        options.ChargeForm = form;
        var provider = World.On(new FakeStripeHandler(world.Stripe), options);

        Assert.IsType<ChargeAnswer.Succeeded>(await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order()), World.InTime));
        Assert.Equal(("spt_1", "cs_1", "1"), world.Stripe.Charges.Select(it => (it.Token, it.Session, it.Attempt)).Single());
    }

    [Fact]
    public async Task Its_first_success_uses_it_up_even_a_partial_one()
    {
        Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge("spt_limit_9000", amount: 1000));
        Assert.IsType<ChargeAnswer.Rejected>(await world.Charge("spt_limit_9000", amount: 1000, session: "cs_2"));
        Assert.Single(world.Stripe.Charges);
    }

    [Fact]
    public async Task A_decline_leaves_it_usable()
    {
        Assert.IsType<ChargeAnswer.Declined>(await world.Charge("spt_decline_1"));
        Assert.IsType<ChargeAnswer.Declined>(await world.Charge("spt_decline_1", attempt: 2));
    }

    [Fact]
    public async Task A_template_is_fresh_at_every_use()
    {
        Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge("tok_visa"));
        Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge("tok_visa", session: "cs_2"));
    }

    [Theory]
    [InlineData(Older, "amount=5900&currency=usd")]
    [InlineData(Newer, "usage_limits[max_amount]=5900&usage_limits[currency]=usd&usage_limits[expires_at]=1795349700")]
    public async Task One_that_a_helper_made_has_its_card_limit_currency_and_expiry(string helper, string limits)
    {
        var poor = await world.CreateToken(helper, limits + "&payment_method=pm_card_declinedInsufficientFunds");
        Assert.Equal(new ChargeAnswer.Declined("The card has insufficient funds."), await world.Charge(poor));

        var token = await world.CreateToken(helper, limits + "&payment_method=pm_card_visa");
        Assert.Equal(new ChargeAnswer.Rejected("The amount is more than the payment token allows."), await world.Charge(token, "cs_2", amount: 5901));
        world.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge(token, "cs_3", amount: 5900));

        var late = await world.CreateToken(helper, limits.Replace("1795349700", "1795349800", StringComparison.Ordinal) + "&payment_method=pm_card_visa");
        world.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.IsType<ChargeAnswer.Rejected>(await world.Charge(late, "cs_4", amount: 5900));
    }

    /// <summary>The curl call of a source document, and its client's, which names the amount at the top on the newer path.</summary>
    [Theory]
    [InlineData(Older)]
    [InlineData(Newer)]
    public async Task A_helper_is_called_as_the_document_writes_it(string helper)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Authorization"] = $"Basic {Convert.ToBase64String("sk_test_xxxxxxxxxxxxxxxxxxxxx:"u8)}",
            ["Content-Type"] = "application/x-www-form-urlencoded",
        };
        var call = new FakeRequest("POST", helper, "", headers, "amount=5900&currency=usd&payment_method=pm_card_visa"u8.ToArray());

        var reply = Assert.IsType<FakeAnswer.Reply>(await world.Stripe.Handle(call));

        using var token = JsonDocument.Parse(reply.Body);
        Assert.Equal(200, reply.Status);
        Assert.StartsWith("spt_test_", token.RootElement.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal((5900, "usd"), (token.RootElement.GetProperty("amount").GetInt64(), token.RootElement.GetProperty("currency").GetString()));
        Assert.Equal(world.Time.Now.AddMinutes(15).ToUnixTimeSeconds(), token.RootElement.GetProperty("expires_at").GetInt64());
        Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge(token.RootElement.GetProperty("id").GetString()!, amount: 5900));
    }

    [Theory]
    [InlineData(Older, "amount=5900&currency=usd")]
    [InlineData(Newer, "usage_limits[max_amount]=5900&usage_limits[currency]=usd")]
    public async Task A_token_of_each_card_of_the_documents_table_does_what_the_table_says(string helper, string limits)
    {
        var cards = new Dictionary<string, Type>
        {
            ["pm_card_visa"] = typeof(ChargeAnswer.Succeeded),
            ["pm_card_visa_debit"] = typeof(ChargeAnswer.Succeeded),
            ["pm_card_mastercard"] = typeof(ChargeAnswer.Succeeded),
            ["pm_card_amex"] = typeof(ChargeAnswer.Succeeded),
            ["pm_card_chargeAfterSuccessfulPayment"] = typeof(ChargeAnswer.Succeeded),
            ["pm_card_threeDSecure2Required"] = typeof(ChargeAnswer.MustAuthenticate),
            ["pm_card_declinedInsufficientFunds"] = typeof(ChargeAnswer.Declined),
        };
        foreach (var (card, answer) in cards)
        {
            Assert.IsType(answer, await world.Charge(await world.CreateToken(helper, $"{limits}&payment_method={card}"), $"cs_{card}"));
        }
    }

    [Fact]
    public async Task Another_currency_is_refused()
    {
        var token = await world.CreateToken(Older, "amount=5900&currency=eur&payment_method=pm_card_visa");
        Assert.IsType<ChargeAnswer.Rejected>(await world.Charge(token));
    }

    [Theory]
    [InlineData(Older)]
    [InlineData(Newer)]
    public async Task A_revoked_one_cannot_be_charged_and_a_used_one_cannot_be_revoked(string helper)
    {
        Assert.Equal(200, (await world.Post($"{helper}/spt_1/revoke", "")).Status);
        Assert.IsType<ChargeAnswer.Rejected>(await world.Charge("spt_1"));

        await world.Charge("spt_2", "cs_2");
        Assert.Equal(400, (await world.Post($"{helper}/spt_2/revoke", "")).Status);
    }

    [Theory]
    [InlineData("amount=5397&currency=usd&confirm=true&shared_payment_granted_token=spt_1&payment_method_types[0]=card", "parameter_unknown")]
    [InlineData("amount=5397&currency=usd&confirm=true&shared_payment_granted_token=spt_1&setup_future_usage=off_session", "parameter_invalid")]
    [InlineData("amount=5397&currency=usd&confirm=true&payment_method=spt_1", "resource_missing")]
    [InlineData("amount=0&currency=usd&confirm=true&shared_payment_granted_token=spt_1", "parameter_invalid_integer")]
    [InlineData("amount=5397&confirm=true&shared_payment_granted_token=spt_1", "parameter_missing")]
    public async Task What_Stripe_refuses_is_refused(string form, string code)
    {
        Assert.Equal(400, (await world.Post("/v1/payment_intents", form)).Status);
        Assert.Equal(code, world.Stripe.Ledger.Single().Outcome);
    }

    [Fact]
    public async Task Its_reference_can_be_foretold_from_the_key()
    {
        using var other = new World();
        Assert.Equal(await world.Charge(), await other.Charge());
        Assert.NotEqual(await world.Charge("spt_2", "cs_2"), await world.Charge("spt_3", "cs_3"));
    }

    [Fact]
    public async Task The_intents_are_listed_newest_first_from_a_time_on()
    {
        await world.Charge("tok_a", "cs_1");
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var since = world.Time.GetUtcNow().ToUnixTimeSeconds();
        await world.Charge("tok_b", "cs_2");
        await world.Charge("tok_c", "cs_3");

        Assert.Equal(["cs_3", "cs_2"], await Listed($"?created[gte]={since}"));
        Assert.Equal(["cs_3"], await Listed("?limit=1"));
    }

    public void Dispose() => world.Dispose();

    private async Task<IEnumerable<string?>> Listed(string query)
    {
        using var body = JsonDocument.Parse((await world.Get("/v1/payment_intents" + query)).Body);
        return [.. body.RootElement.GetProperty("data").EnumerateArray()
            .Select(intent => intent.GetProperty("metadata").GetProperty("acp_session").GetString())];
    }
}
