using Acp.Fakes;
using Acp.Payments;

namespace Acp.Stripe.Tests;

/// <summary>Stripe's lists of a span, as they are compared with the store.</summary>
public sealed class When_a_span_of_time_is_listed : IDisposable
{
    private readonly World world = new();

    private DateTimeOffset Now => world.Time.Now;

    [Fact]
    public async Task Each_payment_of_ours_is_told_with_what_became_of_it()
    {
        var span = new LedgerSpan(Now, Now.AddHours(1));
        await world.Charge("spt_1", "cs_paid", 2);
        await world.Charge("spt_decline_1", "cs_declined");
        await world.Charge("tok_3ds", "cs_waiting");
        await world.Charge("spt_2", "cs_refunded");
        await Refund("cs_refunded", 1000);
        await world.Post("/v1/payment_intents", "amount=100&currency=usd&confirm=true&payment_method=pm_card_visa"); // Another system's.

        var page = await Listed(span);

        Assert.Null(page.Next);
        Assert.Equal(
            [("cs_refunded", LedgerState.Paid, 5397, 1000), ("cs_waiting", LedgerState.Open, 0, 0), ("cs_declined", LedgerState.Over, 0, 0), ("cs_paid", LedgerState.Paid, 5397, 0)],
            page.Items.Select(it => (it.Session, it.State, it.Received, it.Refunded)));
        Assert.Equal((2, 5397, "usd", Now), page.Items[^1] is var paid ? (paid.Attempt, paid.Amount, paid.Currency, paid.CreatedAt) : default);
    }

    [Fact]
    public async Task The_first_second_is_in_it_and_the_last_is_not()
    {
        foreach (var session in new[] { "cs_before", "cs_first", "cs_last", "cs_after" })
        {
            await world.Charge($"spt_{session}", session);
            world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var page = await Listed(new LedgerSpan(Now.AddSeconds(-3), Now.AddSeconds(-1)));

        Assert.Equal(["cs_last", "cs_first"], page.Items.Select(it => it.Session));
    }

    [Fact]
    public async Task Every_one_of_many_is_on_exactly_one_page()
    {
        var span = new LedgerSpan(Now, Now.AddHours(1));
        for (var i = 0; i < 130; i++)
        {
            await world.Charge($"spt_{i}", $"cs_{i}");
        }

        var first = await Listed(span);
        var second = await Listed(span, first.Next);

        Assert.Equal((100, 30, null), (first.Items.Count, second.Items.Count, second.Next));
        Assert.Equal(130, first.Items.Concat(second.Items).Select(it => it.Session).Distinct().Count());
    }

    [Fact]
    public async Task Refunds_are_told_by_when_they_were_made_whoever_made_them()
    {
        await world.Charge("spt_1");
        await Refund("cs_1", 100);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var span = new LedgerSpan(Now, Now.AddMinutes(1));
        await Refund("cs_1", 200, "&metadata[acp_order]=ord_1");

        var page = Assert.IsType<LedgerPage<LedgerRefund>.Listed>(await world.Provider.ListRefunds(span, after: null));

        Assert.Equal((world.Stripe.ChargesOf("cs_1")[0].IntentId, "ord_1"), Assert.Single(page.Items) is var refund ? (refund.IntentId, refund.Order) : default);
    }

    [Fact]
    public async Task What_is_not_answered_is_told_apart_from_what_is_refused()
    {
        var span = new LedgerSpan(Now, Now.AddHours(1));
        world.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.ListIntents);
        Assert.IsType<LedgerPage<LedgerPayment>.NotAnswered>(await world.Provider.ListPayments(span, after: null));
        world.Stripe.Faults.Next(FaultKind.Reply429, StripeCall.ListIntents);
        Assert.IsType<LedgerPage<LedgerPayment>.NotAnswered>(await world.Provider.ListPayments(span, after: null));

        var stranger = World.On(new FakeStripeHandler(world.Stripe), new() { SecretKey = "", CallsPerSecond = 0, Repeats = 0 });
        Assert.IsType<LedgerPage<LedgerPayment>.Refused>(await stranger.ListPayments(span, after: null));
    }

    public void Dispose() => world.Dispose();

    private async Task<LedgerPage<LedgerPayment>.Listed> Listed(LedgerSpan span, string? after = null) =>
        Assert.IsType<LedgerPage<LedgerPayment>.Listed>(await world.Provider.ListPayments(span, after));

    private async Task Refund(string session, long amount, string more = "")
    {
        var intent = Assert.Single(world.Stripe.ChargesOf(session)).IntentId;
        Assert.Equal(200, (await world.Post("/v1/refunds", $"payment_intent={intent}&amount={amount}{more}")).Status);
    }
}
