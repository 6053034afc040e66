using System.Globalization;
using System.Text.Json;
using Acp.Fakes;
using Acp.Orders;
using Acp.Payments;

namespace Acp.Stripe.Tests;

/// <summary>What became of a payment: complete, or not answered.</summary>
public sealed class When_a_payment_is_looked_up : IDisposable
{
    private const string Intent =
        """{"id":"pi_1","object":"payment_intent","amount":5397,"amount_received":5397,"currency":"usd","status":"succeeded","metadata":{"acp_session":"cs_1"}}""";

    private const string Nothing = """{"object":"list","data":[],"has_more":false}""";

    private readonly World world = new();

    [Fact]
    public async Task All_that_became_of_it_is_told_whoever_did_it()
    {
        var intent = Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge()).IntentId;
        await Refund(intent, 700, 1);
        await world.Post("/v1/refunds", $"payment_intent={intent}&amount=300");
        world.Stripe.Bank.OpenDispute(intent, "amount=900&reason=product_not_received");

        var facts = await Found(intent);

        Assert.Equal((intent, 5397, "usd", "cs_1"), (facts.IntentId, facts.Charged, facts.Currency, facts.Session));
        Assert.Equal(
            [("Succeeded", 300, null, null), ("Succeeded", 700, "ord_1", 1)],
            facts.Refunds.Select(it => (it.Progress.ToString(), (int)it.Amount, it.Order, it.Number)));
        var dispute = Assert.Single(facts.Disputes);
        Assert.Equal((DisputeStage.Open, 900, "product_not_received"), (dispute.Stage, dispute.Amount, dispute.Reason));
    }

    [Theory]
    [InlineData("needs_response", DisputeStage.Open)]
    [InlineData("under_review", DisputeStage.Open)]
    [InlineData("of_tomorrow", DisputeStage.Open)]
    [InlineData("won", DisputeStage.Won)]
    [InlineData("lost", DisputeStage.Lost)]
    [InlineData("warning_needs_response", DisputeStage.Inquiry)]
    [InlineData("warning_under_review", DisputeStage.Inquiry)]
    [InlineData("warning_closed", DisputeStage.Closed)]
    [InlineData("prevented", DisputeStage.Closed)]
    public async Task A_disputes_status_says_how_far_it_is(string status, DisputeStage stage)
    {
        var dispute = $$"""{"object":"list","data":[{"id":"dp_1","object":"dispute","amount":5397,"created":1795348800,"payment_intent":"pi_1","reason":"fraudulent","status":"{{status}}"}],"has_more":false}""";

        var found = Assert.IsType<PaymentFinding.Found>(await Find(Wire.InTurn(Intent, Nothing, dispute)));

        Assert.Equal(stage, Assert.Single(found.Facts.Disputes).Stage);
    }

    [Fact]
    public async Task More_than_a_page_is_read_to_its_end()
    {
        var intent = Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge()).IntentId;
        for (var number = 1; number <= 201; number++)
        {
            await Refund(intent, 1, number);
        }

        var facts = await Found(intent);

        Assert.Equal(Enumerable.Range(1, 201), facts.Refunds.Select(it => it.Number!.Value).Order());
        Assert.Equal(3, world.Stripe.Ledger.Count(call => call.Call == StripeCall.ListRefunds));
    }

    [Theory]
    [InlineData(StripeCall.LookUpIntent)]
    [InlineData(StripeCall.ListRefunds)]
    [InlineData(StripeCall.ListDisputes)]
    public async Task If_any_part_is_not_answered_nothing_is(StripeCall call)
    {
        var intent = Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge()).IntentId;
        world.Stripe.Faults.Next(FaultKind.LoseReply, call);

        Assert.IsType<PaymentFinding.NotAnswered>(await world.Provider.FindPayment(intent, Account));
    }

    [Theory]
    [InlineData("""{"object":"list","data":[{"id":"re_1","object":"refund","amount":1,"created":1,"payment_intent":"pi_2","status":"succeeded"}],"has_more":false}""")]
    [InlineData("""{"object":"list","data":[{"id":"re_1","object":"refund","amount":1,"created":1,"payment_intent":"pi_1"}],"has_more":false}""")]
    [InlineData("""{"object":"list","data":[{"id":"dp_1","object":"dispute","amount":1,"created":1,"payment_intent":"pi_1","status":"won"}],"has_more":false}""")]
    [InlineData("""{"object":"list","data":[],"has_more":true}""")]
    [InlineData("""{"object":"list","data":[]}""")]
    [InlineData("{}")]
    public async Task A_list_that_is_not_all_of_this_payment_proves_nothing(string refunds) =>
        Assert.IsType<PaymentFinding.NotAnswered>(await Find(Wire.InTurn(Intent, refunds, Nothing)));

    [Fact]
    public async Task A_payment_that_is_not_there_is_no_payment_of_ours()
    {
        Assert.IsType<PaymentFinding.NoSuchPayment>(await world.Provider.FindPayment("pi_nobody", Account));
        Assert.IsType<PaymentFinding.NoSuchPayment>(await world.Provider.FindPayment("..", Account));
        Assert.IsType<PaymentOrigin.NotOurs>(await world.Provider.FindOrigin("pi_nobody"));
    }

    [Fact]
    public async Task Of_another_account_nothing_is_said()
    {
        var wire = Wire.InTurn(Intent, Nothing, Nothing);

        Assert.IsType<PaymentFinding.NotAnswered>(await World.On(wire).FindPayment("pi_1", "acct_other"));
        Assert.Empty(wire.Sent);
    }

    [Fact]
    public async Task Whose_it_is_its_metadata_say()
    {
        var ours = Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge()).IntentId;
        var theirs = Id(await world.Post("/v1/payment_intents", "amount=100&currency=usd&confirm=true&payment_method=pm_card_visa"));

        Assert.Equal(new PaymentOrigin.OfSession("cs_1"), await world.Provider.FindOrigin(ours));
        Assert.IsType<PaymentOrigin.NotOurs>(await world.Provider.FindOrigin(theirs));
        world.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.LookUpIntent);
        Assert.IsType<PaymentOrigin.NotAnswered>(await world.Provider.FindOrigin(ours));
    }

    public void Dispose() => world.Dispose();

    private string Account => world.Provider.Freeze(World.Order()).Account;

    private static async Task<PaymentFinding> Find(Wire wire)
    {
        var provider = World.On(wire);
        return await provider.FindPayment("pi_1", provider.Freeze(World.Order()).Account);
    }

    private async Task<PaymentFacts> Found(string intent) =>
        Assert.IsType<PaymentFinding.Found>(await world.Provider.FindPayment(intent, Account)).Facts;

    private async Task Refund(string intent, long amount, int number)
    {
        var frozen = world.Provider.FreezeRefund(new(intent, amount, RefundReason.RequestedByCustomer, number, "cs_1", "ord_1"));
        var key = string.Create(CultureInfo.InvariantCulture, $"acp:ord_1:refund:{number}");
        Assert.IsType<RefundAnswer.Succeeded>(await world.Provider.Refund(key, frozen, World.InTime));
    }

    private static string Id(FakeAnswer.Reply reply)
    {
        using var body = JsonDocument.Parse(reply.Body);
        return body.RootElement.GetProperty("id").GetString()!;
    }
}
