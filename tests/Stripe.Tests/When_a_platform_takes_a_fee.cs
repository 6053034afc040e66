using System.Text;
using Acp.Fakes;
using Acp.Payments;
using Acp.Payments.Stripe;

namespace Acp.Stripe.Tests;

public sealed class When_a_platform_takes_a_fee : IDisposable
{
    private readonly World world = new();

    /// <summary>Half away from zero, to the currency's step (decision 0004).</summary>
    [Theory]
    [InlineData(150, 4999, "usd", 75)]
    [InlineData(300, 4999, "usd", 150)]
    [InlineData(50, 100, "usd", 1)]
    [InlineData(49, 100, "usd", null)]
    [InlineData(1, 50, "usd", null)]
    [InlineData(10_000, 4999, "usd", 4999)]
    [InlineData(250, 1000, "jpy", 25)]
    [InlineData(150, 1000, "bhd", 20)]
    [InlineData(149, 1000, "bhd", 10)]
    [InlineData(5_000, 100, "isk", 100)]
    [InlineData(4_999, 100, "isk", null)]
    [InlineData(10_000, 150, "isk", 150)]
    [InlineData(0, 4999, "usd", null)]
    public void It_is_so_many_basis_points_rounded_and_left_out_where_it_is_nothing(int points, long amount, string currency, int? fee)
    {
        var order = World.Order(amount: amount) with { Currency = currency };
        var expected = fee is null ? "" : $"&application_fee_amount={fee}";

        Assert.StartsWith(
            $"amount={amount}&currency={currency}&confirm=true{expected}&payment_method_data", Body(Connected(points), order), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_connected_account_there_is_none() =>
        Assert.DoesNotContain("application_fee_amount", Body(new() { SecretKey = "sk_test_fake", PlatformFee = { BasisPoints = 150 } }, World.Order()), StringComparison.Ordinal);

    [Fact]
    public async Task The_charge_is_the_connected_accounts_and_the_fee_is_on_record()
    {
        var provider = World.On(new FakeStripeHandler(world.Stripe), Connected(150), world.Time);

        var intent = Assert.IsType<ChargeAnswer.Succeeded>(await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order(amount: 4999)), World.InTime)).IntentId;

        var charge = Assert.Single(world.Stripe.Charges);
        Assert.Equal(("acct_shop", 75), (charge.Account, charge.ApplicationFee));
        Assert.Equal(("acct_shop", 75), (world.Stripe.Ledger[^1].Account, world.Stripe.Ledger[^1].ApplicationFee));
        Assert.IsType<ChargeAnswer.Succeeded>(await provider.LookUpIntent(intent));
        Assert.IsType<ChargeAnswer.Unknown>(await world.Provider.LookUpIntent(intent));
    }

    [Fact]
    public async Task Every_call_names_the_connected_account()
    {
        var wire = Wire.Answering(500, "{}");
        var provider = World.On(wire, Connected(150));

        await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order()), World.InTime);
        await provider.LookUpToken("spt_1");
        await provider.LookUpIntent("pi_1");
        await provider.CancelIntent("pi_1");
        await provider.FindCharge(new("cs_1", 1, "spt_1", null, world.Time.Now));

        Assert.Equal(5, wire.Sent.Count);
        Assert.All(wire.Sent, sent => Assert.Equal("acct_shop", sent.Headers["Stripe-Account"]));
    }

    [Fact]
    public async Task A_charge_that_was_frozen_for_one_account_never_goes_to_another()
    {
        var wire = Wire.Answering(200, "{}");
        string?[] connections = [null, "acct_shop", "acct_other"];
        foreach (var (first, second) in from first in connections from second in connections where first != second select (first, second))
        {
            var frozen = World.On(wire, Of(first)).Freeze(World.Order());
            Assert.IsType<ChargeAnswer.Unknown>(await World.On(wire, Of(second)).Charge("acp:cs_1:1", frozen, World.InTime));
        }

        Assert.Empty(wire.Sent);
    }

    [Fact]
    public async Task A_fee_that_is_more_than_the_charge_is_refused_at_the_fake()
    {
        foreach (var fee in new[] { "5398", "0", "x" })
        {
            Assert.Equal(400, (await world.Post("/v1/payment_intents", $"amount=5397&currency=usd&application_fee_amount={fee}")).Status);
        }
    }

    public void Dispose() => world.Dispose();

    private static StripeOptions Connected(int points)
    {
        var options = Of("acct_shop");
        options.PlatformFee.BasisPoints = points;
        return options;
    }

    private static StripeOptions Of(string? connected)
    {
        var options = World.Options();
        options.ConnectedAccount = connected;
        return options;
    }

    private static string Body(StripeOptions options, ChargeOrder order) =>
        Encoding.UTF8.GetString(World.On(Wire.Answering(200, ""), options).Freeze(order).Body.Span);
}
