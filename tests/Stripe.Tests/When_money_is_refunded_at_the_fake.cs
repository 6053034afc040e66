using System.Text.Json;
using Acp.Fakes;
using Acp.Payments;

namespace Acp.Stripe.Tests;

public sealed class When_money_is_refunded_at_the_fake : IDisposable
{
    private readonly World world = new();

    [Fact]
    public async Task In_parts_it_is_never_more_than_was_charged()
    {
        var intent = await Charged();

        Assert.Equal(200, (await Refund(intent, "&amount=5000")).Status);
        Assert.Equal(400, (await Refund(intent, "&amount=398")).Status);
        Assert.Equal(200, (await Refund(intent, "&amount=397")).Status);
        Assert.Equal("charge_already_refunded", Error(await Refund(intent, "&amount=1")));
        Assert.Equal(5397, world.Stripe.Bank.Refunds.Sum(it => it.Amount));
    }

    [Fact]
    public async Task Without_an_amount_it_is_all_that_is_left()
    {
        var intent = await Charged();
        await Refund(intent, "&amount=397");

        await Refund(intent, "");

        Assert.Equal([397, 5000], world.Stripe.Bank.RefundsOf("cs_1").Select(it => it.Amount));
    }

    [Fact]
    public async Task The_same_key_refunds_once()
    {
        var intent = await Charged();

        var first = await world.Post("/v1/refunds", $"payment_intent={intent}&amount=100", "k");
        var again = await world.Post("/v1/refunds", $"payment_intent={intent}&amount=100", "k");
        var other = await world.Post("/v1/refunds", $"payment_intent={intent}&amount=101", "k");

        Assert.Equal(first.Body.ToArray(), again.Body.ToArray());
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.Equal(400, other.Status);
        Assert.Equal(100, Assert.Single(world.Stripe.Bank.Refunds).Amount);
        Assert.Equal(100, world.Stripe.Ledger.Sum(call => call.Refunded));
    }

    [Theory]
    [InlineData("&amount=0")]
    [InlineData("&amount=-1")]
    [InlineData("&amount=x")]
    [InlineData("&reason=because")]
    [InlineData("&currency=usd")]
    public async Task What_is_wrong_in_the_request_is_not_kept_under_its_key(string wrong)
    {
        var intent = await Charged();

        Assert.Equal(400, (await world.Post("/v1/refunds", $"payment_intent={intent}{wrong}", "k")).Status);
        Assert.Equal(200, (await world.Post("/v1/refunds", $"payment_intent={intent}&amount=1", "k")).Status);
    }

    [Theory]
    [InlineData("payment_intent=pi_nobody", 404)]
    [InlineData("charge=ch_nobody", 404)]
    [InlineData("charge=x", 404)]
    [InlineData("amount=1", 400)]
    public async Task A_payment_that_is_not_there_is_refused(string form, int status) =>
        Assert.Equal(status, (await world.Post("/v1/refunds", form)).Status);

    [Fact]
    public async Task What_was_not_charged_is_not_refunded()
    {
        var waiting = Assert.IsType<ChargeAnswer.MustAuthenticate>(await world.Charge("spt_3ds_1")).IntentId;

        Assert.Equal(400, (await Refund(waiting, "&amount=1")).Status);
    }

    [Fact]
    public async Task Another_account_cannot_refund_it() =>
        Assert.Equal(404, (await world.Post("/v1/refunds", $"payment_intent={await Charged()}", by: "sk_test_fake_issuer")).Status);

    [Fact]
    public async Task One_that_is_pending_counts_until_it_fails()
    {
        var intent = await Charged();
        world.Stripe.Bank.BeginRefunds("pending");
        var refund = Member(await Refund(intent, ""), "id");

        Assert.Equal(400, (await Refund(intent, "&amount=1")).Status);
        Assert.True(world.Stripe.Bank.SettleRefund(refund, "failed"));
        Assert.False(world.Stripe.Bank.SettleRefund(refund, "succeeded"));
        Assert.Equal(200, (await Refund(intent, "")).Status);
        Assert.Equal(["failed", "pending"], world.Stripe.Bank.Refunds.Select(it => it.Status));
    }

    [Fact]
    public async Task One_that_succeeded_can_fail_days_later()
    {
        var intent = await Charged();
        var refund = Member(await Refund(intent, ""), "id");
        world.Time.Advance(TimeSpan.FromDays(5));

        Assert.True(world.Stripe.Bank.SettleRefund(refund, "failed"));

        Assert.Equal("failed", Member(await world.Get($"/v1/refunds/{refund}"), "status"));
        Assert.Equal(0, world.Stripe.Ledger.Sum(call => call.Refunded));
    }

    [Fact]
    public async Task Events_tell_of_the_refund_and_of_the_charge()
    {
        var intent = await Charged();
        var refund = Member(await Refund(intent, "&amount=700&metadata[acp_session]=cs_1&metadata[acp_order]=ord_1"), "id");
        world.Stripe.Bank.SettleRefund(refund, "failed");

        var told = world.Stripe.Events.Select(it => it.Type).Where(type => type.Contains("refund", StringComparison.Ordinal));
        Assert.Equal(["refund.created", "charge.refunded", "refund.updated", "refund.failed"], told);
        var created = Shown("refund.created");
        Assert.Equal((refund, intent, "ord_1"), (created.GetProperty("id").GetString(), created.GetProperty("payment_intent").GetString(), created.GetProperty("metadata").GetProperty("acp_order").GetString()));
        var charge = Shown("charge.refunded");
        Assert.Equal(("charge", 700, false), (charge.GetProperty("object").GetString(), charge.GetProperty("amount_refunded").GetInt32(), charge.GetProperty("refunded").GetBoolean()));
        Assert.Equal("cs_1", charge.GetProperty("metadata").GetProperty("acp_session").GetString());
    }

    [Fact]
    public async Task A_disputed_payment_is_not_refunded_while_the_bank_holds_it()
    {
        var intent = await Charged();
        var dispute = world.Stripe.Bank.OpenDispute(intent)!;

        Assert.Equal("charge_disputed", Error(await Refund(intent, "")));
        Assert.True(world.Stripe.Bank.MoveDispute(dispute, "under_review"));
        Assert.Equal("charge_disputed", Error(await Refund(intent, "")));
        Assert.True(world.Stripe.Bank.MoveDispute(dispute, "won"));
        Assert.Equal(200, (await Refund(intent, "")).Status);
        Assert.Equal(
            ["charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.updated", "charge.dispute.closed", "charge.dispute.funds_reinstated"],
            world.Stripe.Events.Select(it => it.Type).Where(type => type.StartsWith("charge.dispute", StringComparison.Ordinal)));
        Assert.Equal(intent, Shown("charge.dispute.closed").GetProperty("payment_intent").GetString());
    }

    [Fact]
    public async Task An_inquiry_can_be_answered_by_a_refund()
    {
        var intent = await Charged();
        world.Stripe.Bank.OpenDispute(intent, "status=warning_needs_response");

        Assert.Equal(200, (await Refund(intent, "")).Status);
        Assert.DoesNotContain(world.Stripe.Events, it => it.Type == "charge.dispute.funds_withdrawn");
    }

    [Fact]
    public async Task A_lost_dispute_is_over_for_good()
    {
        var intent = await Charged();
        var dispute = world.Stripe.Bank.OpenDispute(intent)!;

        Assert.Null(world.Stripe.Bank.OpenDispute(intent));
        Assert.True(world.Stripe.Bank.MoveDispute(dispute, "lost"));
        Assert.False(world.Stripe.Bank.MoveDispute(dispute, "won"));
        Assert.Equal("charge_disputed", Error(await Refund(intent, "")));
    }

    [Fact]
    public async Task A_restart_forgets_none_of_it()
    {
        var path = Path.Combine(Path.GetTempPath(), $"fake-refunds-{Guid.NewGuid():N}.journal");
        try
        {
            string intent;
            using (var before = new World(new() { JournalPath = path }))
            {
                intent = Assert.IsType<ChargeAnswer.Succeeded>(await before.Charge()).IntentId;
                before.Stripe.Bank.BeginRefunds("pending");
                await before.Post("/v1/refunds", $"payment_intent={intent}&amount=700", "k");
                before.Stripe.Bank.SettleRefund(before.Stripe.Bank.Refunds[0].Id, "failed");
                before.Stripe.Bank.OpenDispute(intent);
            }

            using var after = new World(new() { JournalPath = path });
            Assert.Equal(("failed", 700L), (after.Stripe.Bank.Refunds[0].Status, after.Stripe.Bank.Refunds[0].Amount));
            Assert.Equal("charge_disputed", Error(await after.Post("/v1/refunds", $"payment_intent={intent}")));
        }
        finally
        {
            File.Delete(path);
        }
    }

    public void Dispose() => world.Dispose();

    private async Task<string> Charged() => Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge()).IntentId;

    private Task<FakeAnswer.Reply> Refund(string intent, string form) => world.Post("/v1/refunds", $"payment_intent={intent}{form}");

    private JsonElement Shown(string type) =>
        JsonDocument.Parse(world.Stripe.Events.Last(it => it.Type == type).ToJson(0)).RootElement.GetProperty("data").GetProperty("object");

    private static string Member(FakeAnswer.Reply reply, string name)
    {
        using var body = JsonDocument.Parse(reply.Body);
        return body.RootElement.GetProperty(name).GetString()!;
    }

    private static string? Error(FakeAnswer.Reply reply)
    {
        using var body = JsonDocument.Parse(reply.Body);
        return body.RootElement.GetProperty("error").TryGetProperty("code", out var code) ? code.GetString() : null;
    }
}
