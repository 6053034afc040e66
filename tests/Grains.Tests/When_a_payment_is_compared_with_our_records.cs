using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Payments;
using Acp.Reconciling;

namespace Acp.Tests;

public sealed class When_a_payment_is_compared_with_our_records : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly World world = new();

    [Fact]
    public async Task One_that_its_order_knows_agrees_and_another_sum_of_it_is_for_a_person()
    {
        var (session, order) = await Paid();
        var payment = Payment(order);

        Assert.Null(Comparison.Of(payment, new Records(session, order)));
        Assert.Null(Comparison.Of(payment, new Records(Session: null, order))); // The session is forgotten before the order is.
        foreach (var other in new[] { payment with { Received = 499 }, payment with { Currency = "eur" } })
        {
            Is(FindingKind.AmountDiffers, FindingReason.OtherSum, Mend.None, Comparison.Of(other, new Records(session, order)));
        }
    }

    /// <summary>A person who is told that it was paid twice gives it back, and it was paid once.</summary>
    [Fact]
    public async Task One_whose_order_has_been_forgotten_before_its_session_was_not_paid_twice()
    {
        var (session, order) = await Paid();

        Assert.Null(Comparison.Of(Payment(order), new Records(session, Order: null)));
        Is(FindingKind.MissingHere, FindingReason.PaidTwice, Mend.None, Comparison.Of(Lost(session.Id), new Records(session, Order: null)));
    }

    [Fact]
    public async Task Refunds_that_the_order_does_not_know_are_followed()
    {
        var (session, order) = await Paid();

        var finding = Comparison.Of(Payment(order) with { Refunded = 200 }, new Records(session, order));

        Is(FindingKind.AmountDiffers, FindingReason.OtherRefunds, Mend.FollowRefunds, finding);
        Assert.Equal((200, 0, order.Placed.Id), (finding!.There, finding.Here, finding.Order));
    }

    [Fact]
    public async Task One_that_its_session_has_lost_is_adopted_unless_a_person_has_to_judge()
    {
        var session = await world.Stored(await world.ReadySession());
        var payment = Lost(session.Id);

        Is(FindingKind.MissingHere, FindingReason.ChargeLost, Mend.Adopt, Comparison.Of(payment, new Records(session, Order: null)));
        Is(FindingKind.MissingHere, FindingReason.ChargeLost, Mend.None, Comparison.Of(payment with { Refunded = 100 }, new Records(session, Order: null)));
        Is(FindingKind.MissingHere, FindingReason.ChargeLost, Mend.None, Comparison.Of(payment with { Attempt = null }, new Records(session, Order: null)));
        Is(FindingKind.AmountDiffers, FindingReason.OtherSum, Mend.None, Comparison.Of(payment with { Received = 700 }, new Records(session, Order: null)));
        var refused = session with { Payment = new Payment.Open(Refused: 1) };
        Is(FindingKind.MissingHere, FindingReason.ChargeLost, Mend.None, Comparison.Of(payment, new Records(refused, Order: null)));
    }

    [Fact]
    public async Task One_of_a_session_that_is_over_or_unknown_or_paid_is_before_a_person_until_it_is_given_back()
    {
        var (paid, order) = await Paid();
        var open = await world.Stored(await world.ReadySession());
        (CheckoutSession?, FindingReason)[] cases =
        [
            (null, FindingReason.SessionUnknown),
            (open with { Payment = new Payment.Closed(0, ClosedBecause.Canceled) }, FindingReason.SessionOver),
            (paid, FindingReason.PaidTwice),
        ];
        foreach (var (session, reason) in cases)
        {
            var records = new Records(session, session == paid ? order : null);
            Is(FindingKind.MissingHere, reason, Mend.None, Comparison.Of(Lost("cs_1"), records));
            Assert.Null(Comparison.Of(Lost("cs_1") with { Refunded = 500 }, records));
        }
    }

    [Fact]
    public async Task One_that_its_session_has_not_settled_is_open()
    {
        var id = await world.ReadySession();
        world.Options.SendsPerCall = 1;
        world.Lose(1, Fault.ReplyLost);
        await world.Complete(id, "spt_1");

        Is(FindingKind.Open, FindingReason.NotSettled, Mend.Settle, Comparison.Of(Lost(id), new Records(await world.Stored(id), Order: null)));
    }

    [Fact]
    public async Task One_that_can_still_be_paid_and_that_nothing_waits_for_is_canceled_if_its_session_is_here()
    {
        var waits = Lost("cs_1") with { State = LedgerState.Open, Received = 0 };
        var session = await world.Stored(await world.ReadySession());

        Is(FindingKind.MissingHere, FindingReason.CanBePaid, Mend.Cancel, Comparison.Of(waits, new Records(session, Order: null)));
        Is(FindingKind.MissingHere, FindingReason.CanBePaid, Mend.None, Comparison.Of(waits, new Records(Session: null, Order: null)));
        Assert.Null(Comparison.Of(waits with { State = LedgerState.Over }, new Records(Session: null, Order: null)));
    }

    [Fact]
    public async Task One_that_was_at_work_when_it_was_listed_and_completed_its_session_since_agrees()
    {
        var (session, order) = await Paid();
        var listed = Payment(order) with { State = LedgerState.Open, Received = 0 };

        Assert.Null(Comparison.Of(listed, new Records(session, order)));
        Is(FindingKind.MissingHere, FindingReason.CanBePaid, Mend.Cancel, Comparison.Of(listed with { IntentId = "pi_second" }, new Records(session, order)));
    }

    [Fact]
    public async Task A_lost_charge_completes_its_session_once_and_only_one_of_its_total_does()
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_1");
        var intent = (await world.OrderOf(id)).Placed.Payment!.IntentId;
        var other = await world.ReadySession();

        Assert.Equal(new Resolution.Settled(CheckoutStatus.Completed), await world.Session(id).Adopt(intent, "ann", "x")); // It has it.
        Assert.Equal(new Resolution.NothingOpen(CheckoutStatus.Completed), await world.Session(id).Adopt("pi_other", "ann", "x"));
        Assert.IsType<Resolution.NotProven>(await world.Session(other).Adopt(intent, "ann", "x")); // It is another's.
        Assert.IsType<Resolution.NotFound>(await world.Session("cs_none").Adopt(intent, "ann", "x"));
        Assert.IsType<Payment.Open>((await world.Stored(other)).Payment);
    }

    public void Dispose() => world.Dispose();

    private async Task<(CheckoutSession Session, OrderRecord Order)> Paid()
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_1");
        return (await world.Stored(id), await world.OrderOf(id));
    }

    private static LedgerPayment Payment(OrderRecord order) => Lost(order.Placed.SessionId) with { IntentId = order.Placed.Payment!.IntentId };

    private static LedgerPayment Lost(string session) => new("pi_lost", session, 1, LedgerState.Paid, 500, 500, 0, "usd", At);

    private static void Is(FindingKind kind, FindingReason reason, Mend mend, Finding? finding) =>
        Assert.Equal((kind, reason, mend), finding is null ? default : (finding.Kind, finding.Reason, finding.Mend));
}
