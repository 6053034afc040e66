using Acp.Attention;
using Acp.Orders;
using Acp.Payments;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Microsoft.Extensions.Logging;

namespace Acp.CheckoutSessions;

/// <summary>
/// Gives back what a page of this session's own collected though it was closed: committed first, then sent, repeated under
/// the same key until the provider may have forgotten it, and after that only looked for.
/// </summary>
internal sealed partial class PageRefunding(SessionRecord record, CheckoutPorts ports)
{
    private const string Actor = "provider";
    private const string Clock = "clock";
    private const int MaxRaces = 16;

    private readonly ILogger log = ports.Log;

    /// <param name="page">Whose payment it is, by the session's record and the provider's word.</param>
    /// <param name="paid">What it collected.</param>
    public async ValueTask Open(ClosedPage page, PageAnswer.Paid paid)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var (done, opened) = await record.Turn(session => Begin(session!, page, paid));
            if (opened is not null)
            {
                LogPaidAllTheSame(record.Id, paid.IntentId, paid.Amount, paid.Currency);
                await Send(opened);
            }

            if (done)
            {
                return;
            }
        }
    }

    /// <summary>What is open and due.</summary>
    public async ValueTask GoOn()
    {
        foreach (var refund in record.Current?.PageRefunds.Where(refund => refund.State == PageRefundState.Open) ?? [])
        {
            if (ports.Now < refund.LastSentAt + ports.Options.SettleAfter)
            {
                continue; // Its sender is still at it.
            }

            if (!refund.MaySend(ports.Now))
            {
                await Find(refund);
            }
            else if (await record.Turn(session => Permit(session!, refund)) is { } send)
            {
                await Send(send);
            }
        }
    }

    /// <summary>One that the provider had can still come to nothing, days later: then a person has to give it back.</summary>
    /// <returns><see cref="Heard.NotYet"/> where the provider did not answer.</returns>
    public async ValueTask<Heard> Follow(PageRefund refund) => await Find(refund) is PaymentFinding.NotAnswered ? Heard.NotYet : Heard.Done;

    private async ValueTask<(bool Done, PageRefund? Opened)> Begin(CheckoutSession session, ClosedPage page, PageAnswer.Paid paid)
    {
        if (session.PageRefunds.Any(known => known.IntentId == paid.IntentId))
        {
            return (true, null);
        }

        var (number, now) = (session.PageRefunds.Count + 1, ports.Now);
        var order = new RefundOrder(paid.IntentId, paid.Amount, RefundReason.Duplicate, number, session.Id, Order: null);
        var refund = new PageRefund(
            number, paid.IntentId, paid.Amount, paid.Currency, $"acp:{session.Id}:refund:{number}", ports.Hosted.Refunds.FreezeRefund(order), Sends: 1, now, now);
        var transition = new Transition(session, token: null, Actor, now)
            .Note("page_refund.opened", new { refund = number, page = page.PageId, intent = paid.IntentId, amount = paid.Amount, currency = paid.Currency }, After(refund))
            .Count("stray_pages/count/" + paid.Currency, 1)
            .Count("stray_pages/amount/" + paid.Currency, paid.Amount);
        return await Commit(transition) ? (true, refund) : (false, null);
    }

    private async ValueTask<PageRefund?> Permit(CheckoutSession session, PageRefund refund)
    {
        var now = ports.Now;
        var known = session.PageRefunds.FirstOrDefault(it => it.Number == refund.Number);
        if (known is null || (known.Sends, known.State) != (refund.Sends, refund.State))
        {
            return null;
        }

        var next = known with { Sends = known.Sends + 1, LastSentAt = now };
        var transition = new Transition(session, token: null, Clock, now)
            .Note("page_refund.send_recorded", new { refund = next.Number, sends = next.Sends }, After(next));
        return await Commit(transition) ? next : null;
    }

    private async ValueTask Send(PageRefund refund)
    {
        using var listening = record.Meanwhile.Listen(refund.Number, refund.Sends);
        var answer = await ports.Hosted.Refunds.Refund(refund.ProviderKey, refund.Request, refund.LeavesBefore);
        await Settle(refund.Number, known => PageRefundDecider.OnAnswer(known, answer));
    }

    private async ValueTask<PaymentFinding> Find(PageRefund refund)
    {
        var asked = ports.Now;
        var finding = await ports.Hosted.Refunds.FindPayment(refund.IntentId, refund.Request.Account);
        await Settle(refund.Number, known => PageRefundDecider.OnFinding(record.Id, known, finding, asked));
        return finding;
    }

    private async ValueTask Settle(int number, Func<PageRefund, PageRefund?> decide)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            if (await record.Turn(session => Settle(session!, number, decide)))
            {
                return;
            }
        }
    }

    private async ValueTask<bool> Settle(CheckoutSession session, int number, Func<PageRefund, PageRefund?> decide)
    {
        var known = session.PageRefunds.First(refund => refund.Number == number);
        var next = decide(known);
        if (next is null && known.State != PageRefundState.Open)
        {
            return true;
        }

        var transition = new Transition(session, token: null, Clock, ports.Now);
        transition = next is null
            ? transition
            : transition.Note($"page_refund.{(next.State == PageRefundState.Made ? "made" : "failed")}", new { refund = number, id = next.RefundId }, After(next));
        if (!await Commit(transition))
        {
            return false;
        }

        if (next?.State == PageRefundState.Failed)
        {
            LogFailed(session.Id, next.IntentId, next.Amount, next.Currency);
            await ports.Contradictions.PutIfPossible(
                new Contradiction(session.Id, ContradictionKind.PageRefundFailed, next.IntentId, Attempt: null, next.Amount, next.Currency, ports.Now), "provider");
        }

        return true;
    }

    private async ValueTask<bool> Commit(Transition transition)
    {
        var token = await record.LoadFactsOfAttempt(transition.After);
        transition.DueAt(Schedule.Next(transition.After, token, ports.Now, ports.Options));
        return await record.Commit(transition) is Verdict.Committed;
    }

    private static Func<CheckoutSession, CheckoutSession> After(PageRefund refund) => session => session with
    {
        PageRefunds = [.. session.PageRefunds.Where(known => known.Number != refund.Number), refund],
    };

    [LoggerMessage(LogLevel.Error, "A page of session {Session} was paid though it was closed: payment {IntentId}, {Amount} {Currency}, is given back.")]
    private partial void LogPaidAllTheSame(string session, string intentId, long amount, string currency);

    [LoggerMessage(LogLevel.Critical, "What a closed page of session {Session} collected, payment {IntentId}, {Amount} {Currency}, could not be given back. Compare with the provider and refund by hand.")]
    private partial void LogFailed(string session, string intentId, long amount, string currency);
}
