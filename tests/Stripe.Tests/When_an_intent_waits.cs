using Acp.Fakes;
using Acp.Payments;

namespace Acp.Stripe.Tests;

public sealed class When_an_intent_waits : IDisposable
{
    private readonly World world = new();

    [Fact]
    public async Task It_is_found_as_it_stands_until_the_shopper_has_authenticated()
    {
        var intent = await Waiting("tok_3ds");

        Assert.Equal(new ChargeAnswer.MustAuthenticate(intent), await world.Provider.LookUpIntent(intent));
        Assert.Empty(world.Stripe.Charges);
        Assert.True(world.Stripe.Authenticate(intent, succeeded: true));
        Assert.Equal(new ChargeAnswer.Succeeded(intent), await world.Provider.LookUpIntent(intent));
        Assert.Equal(5397, Assert.Single(world.Stripe.ChargesOf("cs_1")).Amount);
        Assert.False(world.Stripe.Authenticate(intent, succeeded: true));
    }

    [Fact]
    public async Task A_failed_authentication_is_a_decline_with_its_reason()
    {
        var intent = await Waiting("spt_3ds_1");
        world.Stripe.Authenticate(intent, succeeded: false);

        Assert.Equal(new ChargeAnswer.Declined("The shopper could not be authenticated."), await world.Provider.LookUpIntent(intent));
        Assert.Empty(world.Stripe.Charges);
    }

    [Fact]
    public async Task One_that_needs_a_payment_method_without_having_failed_may_be_at_work_and_is_not_declined() =>
        Assert.IsType<ChargeAnswer.Unknown>(
            await World.On(Wire.Answering(200, """{"object":"payment_intent","id":"pi_1","status":"requires_payment_method","last_payment_error":null}""")).LookUpIntent("pi_1"));

    [Fact]
    public async Task A_cancel_is_confirmed_and_a_late_authentication_cannot_charge_any_more()
    {
        var intent = await Waiting("tok_3ds");

        Assert.IsType<ChargeAnswer.Canceled>(await world.Provider.CancelIntent(intent));
        Assert.IsType<ChargeAnswer.Canceled>(await world.Provider.CancelIntent(intent));
        Assert.False(world.Stripe.Authenticate(intent, succeeded: true));
        Assert.Empty(world.Stripe.Charges);
    }

    [Fact]
    public async Task A_cancel_that_loses_tells_that_the_charge_stands()
    {
        var intent = await Waiting("tok_3ds");
        world.Stripe.Authenticate(intent, succeeded: true);

        Assert.Equal(new ChargeAnswer.Succeeded(intent), await world.Provider.CancelIntent(intent));
    }

    [Fact]
    public async Task A_cancel_refused_while_processing_is_not_repeated_from_memory_once_it_could_succeed()
    {
        var intent = await Waiting("spt_processing_1");

        Assert.Equal(new ChargeAnswer.Processing(intent), await world.Provider.CancelIntent(intent));
        world.Stripe.Authenticate(intent, succeeded: false);
        Assert.IsType<ChargeAnswer.Canceled>(await world.Provider.CancelIntent(intent));
    }

    [Fact]
    public async Task Of_two_intents_on_one_token_only_one_can_charge()
    {
        var first = await Waiting("spt_3ds_1");
        var second = await Waiting("spt_3ds_1", attempt: 2);

        world.Stripe.Authenticate(first, succeeded: true);
        world.Stripe.Authenticate(second, succeeded: true);

        Assert.Single(world.Stripe.Charges);
        Assert.IsType<ChargeAnswer.Declined>(await world.Provider.LookUpIntent(second));
    }

    [Theory]
    [InlineData(FaultKind.LoseRequest)]
    [InlineData(FaultKind.LoseReply)]
    [InlineData(FaultKind.CommitThen500)]
    [InlineData(FaultKind.Reply409)]
    public async Task A_look_up_or_cancel_that_fails_concludes_nothing(FaultKind fault)
    {
        var intent = await Waiting("tok_3ds");
        world.Stripe.Faults.Next(fault, StripeCall.LookUpIntent);
        world.Stripe.Faults.Next(fault, StripeCall.CancelIntent);

        Assert.IsType<ChargeAnswer.Unknown>(await world.Provider.LookUpIntent(intent));
        Assert.IsType<ChargeAnswer.Unknown>(await world.Provider.CancelIntent(intent));
    }

    [Fact]
    public async Task An_intent_that_Stripe_does_not_know_is_unknown_to_us_not_declined() =>
        Assert.IsType<ChargeAnswer.Unknown>(await world.Provider.LookUpIntent("pi_none"));

    [Fact]
    public async Task A_reply_about_another_intent_concludes_nothing() =>
        Assert.IsType<ChargeAnswer.Unknown>(
            await World.On(Wire.Answering(200, """{"object":"payment_intent","id":"pi_2","status":"canceled"}""")).CancelIntent("pi_1"));

    [Fact]
    public async Task A_cancel_goes_without_a_key_but_as_a_form()
    {
        var wire = Wire.Answering(500, "{}");
        await World.On(wire).CancelIntent("pi_1/../x");

        var sent = Assert.Single(wire.Sent);
        Assert.Equal("https://api.stripe.com/v1/payment_intents/pi_1%2F..%2Fx/cancel", sent.Address);
        Assert.DoesNotContain("Idempotency-Key", sent.Headers.Keys);
        Assert.StartsWith("application/x-www-form-urlencoded", sent.Headers["Content-Type"], StringComparison.Ordinal);
    }

    public void Dispose() => world.Dispose();

    private async Task<string> Waiting(string token, int attempt = 1) => await world.Charge(token, attempt: attempt) switch
    {
        ChargeAnswer.MustAuthenticate it => it.IntentId,
        ChargeAnswer.Processing it => it.IntentId,
        var other => throw new InvalidOperationException($"{other}"),
    };
}
