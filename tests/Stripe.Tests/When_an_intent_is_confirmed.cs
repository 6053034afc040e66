using System.Text;
using System.Text.Json;
using Acp.Fakes;

namespace Acp.Stripe.Tests;

public sealed class When_an_intent_is_confirmed : IDisposable
{
    private const string Means = "payment_method_data[shared_payment_granted_token]=";

    private readonly World world = new();

    [Theory]
    [InlineData("spt_1", 200, "succeeded", 1)]
    [InlineData("spt_3ds_1", 200, "requires_action", 0)]
    [InlineData("spt_decline_1", 402, "requires_payment_method", 0)]
    [InlineData("spt_used_1", 400, "requires_payment_method", 0)]
    [InlineData("spt_limit_100", 400, "requires_payment_method", 0)]
    public async Task It_comes_to_what_the_token_comes_to(string token, int status, string intentStatus, int charges)
    {
        var intent = await Created("");

        Assert.Equal(status, (await Confirm(intent, Means + token)).Status);
        Assert.Equal(intentStatus, await StatusOf(intent));
        Assert.Equal(charges, world.Stripe.Charges.Count);
    }

    [Fact]
    public async Task The_token_it_was_created_with_is_charged_once()
    {
        var intent = await Created($"&{Means}spt_1");

        Assert.Equal(200, (await Confirm(intent, "", "k")).Status);
        Assert.Equal(200, (await Confirm(intent, "", "k")).Status);
        Assert.Equal(400, (await Confirm(intent, "")).Status);
        var charge = Assert.Single(world.Stripe.Charges);
        Assert.Equal(("spt_1", "k", 5397), (charge.Token, charge.IdempotencyKey, charge.Amount));
    }

    [Fact]
    public async Task After_a_decline_it_needs_other_means()
    {
        var intent = await Created($"&{Means}spt_decline_1");
        Assert.Equal(402, (await Confirm(intent, "")).Status);

        Assert.Equal(400, (await Confirm(intent, "")).Status);
        Assert.Equal(200, (await Confirm(intent, Means + "spt_2")).Status);
        Assert.Equal("spt_2", Assert.Single(world.Stripe.Charges).Token);
        Assert.Equal(
            ["payment_intent.payment_failed", "payment_intent.succeeded", "shared_payment.granted_token.deactivated"],
            world.Stripe.Events.Select(it => it.Type));
    }

    [Fact]
    public async Task Its_amount_cannot_be_changed_on_the_way()
    {
        var reply = await Confirm(await Created(""), Means + "spt_1&amount=1");

        Assert.Equal(400, reply.Status);
        Assert.Contains("parameter_unknown", Encoding.UTF8.GetString(reply.Body.Span), StringComparison.Ordinal);
        Assert.Empty(world.Stripe.Charges);
    }

    [Fact]
    public async Task One_that_Stripe_does_not_know_or_that_was_canceled_is_refused()
    {
        var intent = await Created("");
        await world.Post($"/v1/payment_intents/{intent}/cancel", "");

        Assert.Equal(400, (await Confirm(intent, Means + "spt_1")).Status);
        Assert.Equal(404, (await Confirm("pi_none", Means + "spt_1")).Status);
        Assert.Empty(world.Stripe.Charges);
    }

    public void Dispose() => world.Dispose();

    private Task<FakeAnswer.Reply> Confirm(string intent, string form, string? key = null) =>
        world.Post($"/v1/payment_intents/{intent}/confirm", form, key);

    private async Task<string> Created(string more) =>
        Field((await world.Post("/v1/payment_intents", "amount=5397&currency=usd" + more)).Body, "id");

    private async Task<string> StatusOf(string intent) => Field((await world.Get($"/v1/payment_intents/{intent}")).Body, "status");

    private static string Field(ReadOnlyMemory<byte> body, string name)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty(name).GetString()!;
    }
}
