using Acp.Payments;
using Acp.Payments.Stripe;

namespace Acp.Stripe.Tests;

public class When_a_charge_is_sent
{
    [Fact]
    public async Task It_carries_exactly_these_headers()
    {
        var wire = Wire.Answering(500, "{}");
        var provider = World.On(wire);

        await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order()), World.InTime);

        var sent = Assert.Single(wire.Sent);
        Assert.Equal(("POST", "https://api.stripe.com/v1/payment_intents"), (sent.Method, sent.Address));
        Assert.Equal(
            new SortedDictionary<string, string>
            {
                ["Authorization"] = "Bearer sk_test_fake",
                ["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8",
                ["Idempotency-Key"] = "acp:cs_1:1",
                ["Stripe-Version"] = "2026-07-29.preview",
                ["User-Agent"] = "Acp.Orleans/1.0",
            },
            new SortedDictionary<string, string>(sent.Headers.Where(header => header.Key != "Content-Length").ToDictionary()));
    }

    [Fact]
    public async Task What_was_frozen_is_sent_whatever_is_configured_by_now()
    {
        var wire = Wire.Answering(500, "{}");
        var frozen = World.On(wire).Freeze(World.Order());
        var later = World.Options();
        later.ApiVersion = "2027-01-01.preview";
        later.ChargeForm = ChargeForm.TopLevelGrantedToken;

        await World.On(wire, later).Charge("acp:cs_1:1", frozen, World.InTime);

        var sent = Assert.Single(wire.Sent);
        Assert.Equal("2026-07-29.preview", sent.Headers["Stripe-Version"]);
        Assert.Contains("payment_method_data[shared_payment_granted_token]=spt_1", sent.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task One_call_is_one_send_because_every_repeat_is_committed_first(int status)
    {
        var wire = Wire.Answering(status, "{}");
        var provider = World.On(wire);

        await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order()), World.InTime);

        Assert.Single(wire.Sent);
    }

    [Fact]
    public async Task A_charge_of_another_account_stays_unknown_and_is_not_sent()
    {
        var wire = Wire.Answering(200, "{}");
        var elsewhere = World.On(wire, new() { SecretKey = "sk_test_other" }).Freeze(World.Order());

        Assert.IsType<ChargeAnswer.Unknown>(await World.On(wire).Charge("acp:cs_1:1", elsewhere, World.InTime));
        Assert.Empty(wire.Sent);
    }

    [Fact]
    public async Task A_charge_aimed_elsewhere_stays_unknown_and_is_not_sent()
    {
        var wire = Wire.Answering(200, "{}");
        var provider = World.On(wire);

        var answer = await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order()) with { Target = "POST /v1/refunds" }, World.InTime);

        Assert.IsType<ChargeAnswer.Unknown>(answer);
        Assert.Empty(wire.Sent);
    }
}
