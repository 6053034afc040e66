using System.Diagnostics;
using Acp.Pricing;
using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>One press of the button: decide and commit in a turn, act outside it, and again, until the shopper can be told.</summary>
internal sealed class PageFlow(SessionRecord record, CheckoutPorts ports, Settlement settlement, DateTimeOffset deadline)
{
    /// <summary>Who it is in the audit trail.</summary>
    public const string Shopper = "shopper";

    /// <summary>Give an intent up, look for a lost charge, ask for the page, ask again, look at it, close one that is over: a press has no more steps than that.</summary>
    private const int MaxSteps = 10;

    private readonly Sending sending = new(record, ports, settlement, offer: null, Shopper, deadline);
    private readonly PageTalk talk = new(record, ports, settlement, Shopper);
    private bool hasLookedUp;
    private bool hasLookedForLost;

    /// <returns>Null where another writer won: start anew.</returns>
    public async ValueTask<PageOffer?> Run()
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            var turn = await record.Turn(session => Decide(session!));
            if (turn.Told is { } told)
            {
                return told;
            }

            if (turn.Lost)
            {
                return null;
            }

            if (await Act(turn.Decision!, turn.Send) is { } end)
            {
                return end;
            }
        }

        return new PageOffer.InProgress();
    }

    private async ValueTask<Turn> Decide(CheckoutSession session)
    {
        var now = ports.Now;
        var quote = session.Payment is Payment.Open ? await ports.Pricing.Price(session.Cart, now) : session.Quote;
        var isOffered = ports.Hosted.Offers.Covers(session.Platform, session.Currency);
        var decision = ports.Deciders.OnPress(session, quote, isOffered, hasLookedUp, now);
        return decision switch
        {
            PageDecision.Refuse d => new(new PageOffer.Refused(d.Refusal)),
            PageDecision.AlreadyPaid => new(new PageOffer.Completed()),
            PageDecision.NotOffered => new(new PageOffer.NotOffered()),
            PageDecision.Wait => new(new PageOffer.InProgress()),
            PageDecision.Offer d => new(new PageOffer.Opened(d.Page.Url, d.Page.ExpiresAt)),
            PageDecision.ShowNewTotal => await ShowNewTotal(session with { Quote = quote }, now),
            PageDecision.CompleteWithoutCharge => await CompleteFree(session, quote, now),
            PageDecision.Begin when !hasLookedForLost && ports.Restored.CameAfter(session.CreatedAt) => new(decision, null),
            PageDecision.Begin d => await Begin(session with { Quote = quote }, d.Number, now),
            PageDecision.Resume when await sending.Permit(session) is { } send => new(decision, send),
            PageDecision.Resume => Turn.OfAnother,
            _ => new(decision, null),
        };
    }

    /// <returns>Null where it is to be decided anew.</returns>
    private async ValueTask<PageOffer?> Act(PageDecision decision, ChargeAttempt? send)
    {
        switch (decision)
        {
            case PageDecision.Begin when send is null:
                return await FindLost();
            case PageDecision.Begin or PageDecision.Resume:
                return await Send(send!);
            case PageDecision.Find d:
                return (await talk.Find(d.Attempt)).Settled is Settled.Nothing ? new PageOffer.InProgress() : null;
            case PageDecision.LookUp d:
                await talk.LookUp(d.Attempt);
                hasLookedUp = true;
                return null;
            case PageDecision.Close d:
                return await talk.Close(d.Attempt) ? null : new PageOffer.InProgress();
            case PageDecision.AbandonIntent d:
                return await settlement.CancelIntent(d.IntentId, d.Attempt, Shopper) ? null : new PageOffer.InProgress();
            default:
                throw new UnreachableException($"Unhandled {decision}.");
        }
    }

    // The last thing before a page is asked for: what stood in its way a moment ago may have kept the session from being looked up.
    private async ValueTask<PageOffer?> FindLost()
    {
        hasLookedForLost = true;
        var lost = record.Current is { } session ? await new Adopting(record, ports).FindLost(settlement, session, Shopper) : null;
        return lost is null or Resolution.Settled ? null : new PageOffer.InProgress(); // One that completes the session is told of in the next turn.
    }

    private async ValueTask<PageOffer?> Send(ChargeAttempt attempt)
    {
        var settled = await sending.UntilSettled(attempt);
        switch (settled)
        {
            case Settled.By { Event: PaymentEvent.AttemptWithdrawn }:
                return new PageOffer.ProviderUnavailable();
            case Settled.By { Event: PaymentEvent.PageRefused }:
                return new PageOffer.NotOffered();
            case Settled.By { Event: PaymentEvent.PageOpened { IsOffered: false } opened }:
                ports.Log.LogOtherTotal(record.Id, attempt.Number, opened.Page.Amount, attempt.Amount);
                await talk.Close(attempt with { Page = opened.Page }); // Where that fails the clock does it.
                return new PageOffer.NotOffered();
            case Settled.By { Event: PaymentEvent.PageOpened }:
                hasLookedUp = attempt.Sends == 1; // A repeat is answered with the page as it once was.
                return null;
            case Settled.Nothing:
                return (await talk.Find(attempt)).Settled is Settled.Nothing ? new PageOffer.InProgress() : null;
            default:
                return null;
        }
    }

    private async ValueTask<Turn> Begin(CheckoutSession session, int number, DateTimeOffset now)
    {
        var end = PageDecider.EndOf(session, now, ports.Options);
        if (PageRequest.Of(session, number, end, ports.Hosted.Offers.AddressesOf(session.Id)) is not { } order)
        {
            ports.Log.LogPartsDiffer(session.Id);
            return new(new PageOffer.NotOffered());
        }

        var attempt = new ChargeAttempt(
            number,
            order.Amount,
            order.Currency,
            Token: string.Empty,
            ReservationId: string.Empty,
            ChargeAttempt.KeyOf(session.Id, number),
            ports.Hosted.Pages.FreezePage(order),
            Sends: 1,
            now,
            Transition.HoldsOf(session.Quote)) { Rail = ChargeRail.Page, PageEndsAt = end };

        // Durable before there can be a page: attempt and stock in one unit.
        var transition = new Transition(session, token: null, Shopper, now).Apply(new PaymentEvent.PageRequested(attempt));
        return await record.Commit(transition) switch
        {
            Verdict.Committed => new(new PageDecision.Begin(number), attempt),
            Verdict.CounterShort s => new(new PageOffer.Refused(Refusals.OutOfStock(session.Quote, s.Name))),
            _ => Turn.OfAnother,
        };
    }

    private async ValueTask<Turn> ShowNewTotal(CheckoutSession repriced, DateTimeOffset now)
    {
        var transition = new Transition(repriced, token: null, Shopper, now).Edit("session.repriced", session => session);
        return await record.Commit(transition) is Verdict.Committed ? new(new PageOffer.Repriced()) : Turn.OfAnother;
    }

    private async ValueTask<Turn> CompleteFree(CheckoutSession session, Quote quote, DateTimeOffset now)
    {
        var transition = new Transition(session with { Quote = quote }, token: null, Shopper, now)
            .Apply(new PaymentEvent.CompletedWithoutCharge(), settlement.PlaceOrder);
        return await record.Commit(transition) switch
        {
            Verdict.Committed => new(new PageOffer.Completed()),
            Verdict.CounterShort s => new(new PageOffer.Refused(Refusals.OutOfStock(quote, s.Name))),
            _ => Turn.OfAnother,
        };
    }

    /// <summary>What one turn came to: an end, something to be done outside it, or a race that was lost.</summary>
    private readonly record struct Turn(PageOffer? Told, PageDecision? Decision, ChargeAttempt? Send, bool Lost)
    {
        public static readonly Turn OfAnother = new(null, null, null, Lost: true);

        public Turn(PageOffer told)
            : this(told, null, null, Lost: false)
        {
        }

        public Turn(PageDecision decision, ChargeAttempt? send)
            : this(null, decision, send, Lost: false)
        {
        }
    }
}
