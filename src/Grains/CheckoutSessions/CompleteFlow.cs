using System.Diagnostics;
using Acp.Payments;
using Acp.Pricing;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>One complete: decide and commit in a turn, act outside it, and again, until it is settled.</summary>
internal sealed class CompleteFlow(
    SessionRecord record, CheckoutPorts ports, Settlement settlement, Offer offer, CompleteCheckoutSession request, DateTimeOffset deadline)
{
    /// <summary>Close a page, find the charge, look up the intent, cancel it, look up the token and its use, send: a complete has no more steps than that.</summary>
    private const int MaxSteps = 10;

    private readonly Call call = offer.Call;
    private readonly Sending sending = new(record, ports, settlement, offer, offer.Call.Actor, deadline);
    private TokenLookup? lookedUp;
    private ChargeFinding? earlier;
    private (CheckoutSession Session, CheckoutSession Applied)? priced;

    /// <summary>What those who waited are to make of it.</summary>
    public ConversationEnd End { get; private set; } = new ConversationEnd.Unsettled();

    public async ValueTask<Answer?> Run()
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            switch (await record.Turn(session => Decide(session!)))
            {
                case Step.Concluded s:
                    return s.Answer;
                case Step.LookUpToken:
                    lookedUp = await ports.Provider.LookUpToken(request.Token);
                    break;
                case Step.FindEarlierCharge s:
                    earlier = await ports.Provider.FindCharge(new ChargeTrace(record.Id, Attempt: null, request.Token, Request: null, s.From) { PassedOver = record.Current!.GivenBack });
                    break;
                case Step.Send s:
                    return Told(await Send(s.Attempt));
                case Step.FindCharge s:
                    return await Find(s.Attempt) is var found and not Settled.Nothing ? Told(found) : new Answer.PaymentInProgress();
                case Step.LookUpIntent s when await OnIntent(s) is { } answer:
                    return answer;
                case Step.ClosePage when !await new PageClosing(record, ports, settlement, call.Actor, deadline).Run():
                    return new Answer.PaymentInProgress();
                case Step.Abandon s when !await settlement.CancelIntent(s.IntentId, s.Attempt, call.Actor):
                    return new Answer.PaymentInProgress();
            }
        }

        return new Answer.Contended();
    }

    private async ValueTask<Step> Decide(CheckoutSession session)
    {
        if (Replays.IsReused(session.Payment, call))
        {
            return new Step.Concluded(new Answer.KeyReused());
        }

        var now = ports.Now;
        var number = CompleteDecider.NextNumber(session.Payment);
        var applied = number is null ? session : await Reprice(session, now);
        var token = number is null ? null : await LoadToken(session, number.Value);
        var offered = new OfferedToken(request.Token, token?.State?.State, lookedUp, earlier, await record.LoadFactsOfAttempt(session))
        {
            IssuedTo = token?.State?.IssuedTo,
            IsDenied = offer.IsDenied,
            MayHaveLostACharge = ports.Restored.CameAfter(session.CreatedAt),
            BringsProof = session.Payment is Payment.Waiting waiting && offer.BringsProofTo(waiting.Attempt, session.Id, ports.Provider),
        };
        return ports.Deciders.OnComplete(session, offered, Shown(applied.Quote), now) switch
        {
            CompleteDecision.Refuse d => await Refuse(session, token, d.Refusal, now),
            CompleteDecision.AlreadyCompleted => await Repeat(session),
            CompleteDecision.CompleteWithoutCharge => await CompleteFree(applied, now),
            CompleteDecision.LookUpToken => new Step.LookUpToken(),
            CompleteDecision.FindEarlierCharge => new Step.FindEarlierCharge(session.CreatedAt),
            CompleteDecision.AdoptCharge d => await Adopt(applied, token!, d, now),
            CompleteDecision.PutBeforeAPerson d => await PutBeforeAPerson(d.Number),
            CompleteDecision.Reload => Reload(),
            CompleteDecision.ProviderUnavailable => Unavailable(),
            CompleteDecision.ComeBackRepriced => await ComeBackRepriced(session, applied, now),
            CompleteDecision.Begin d => await Begin(applied, token!, d.Number, now),
            CompleteDecision.Resume => await Resume(session),
            CompleteDecision.FindCharge d => new Step.FindCharge(d.Attempt),
            CompleteDecision.LookUpIntent d => new Step.LookUpIntent(d.IntentId, Transition.AttemptOf(session.Payment)!),
            CompleteDecision.ClosePage => new Step.ClosePage(),
            CompleteDecision.AbandonIntent d => new Step.Abandon(d.IntentId, Transition.AttemptOf(session.Payment)!),
            var other => throw new UnreachableException($"Unhandled {other}."),
        };
    }

    /// <summary>Address first, then tax, then charge: what is charged is what the re-priced session shows.</summary>
    private async ValueTask<CheckoutSession> Reprice(CheckoutSession session, DateTimeOffset now)
    {
        if (priced is not { } known || !ReferenceEquals(known.Session, session))
        {
            var asked = session with
            {
                Buyer = request.Buyer ?? session.Buyer,
                BillingAddress = request.BillingAddress ?? session.BillingAddress,
                OrderNotes = request.OrderNotes ?? session.OrderNotes,
                Attribution = Attribution.Claim(session.Attribution, request.Attribution),
                Consents = Consents.Valid(request.Consents, ports.Options.ConsentChannels, request.Buyer ?? session.Buyer),
            };
            priced = known = (session, asked with { Quote = await ports.Pricing.Price(asked.Cart, now) });
        }

        return known.Applied;
    }

    private Quote Shown(Quote quote) => quote with { Obstacles = [.. quote.Obstacles, .. ports.Replies.NotShown(call.Caller.ApiVersion, quote)] };

    private async ValueTask<Step> Repeat(CheckoutSession session)
    {
        offer.Course.WasCompleted = true;
        return new Step.Concluded(await record.Repeat(call, session, offer.Course.HasWaited));
    }

    // Only what this very complete brings is news.
    private Transition Attributed(Transition transition) => transition.Attribute(priced!.Value.Session.Attribution);

    // Looked at once by each complete; what it decides after that, its commits fence.
    private ValueTask<Snapshot<TokenRecord>> LoadToken(CheckoutSession session, int number)
    {
        var id = ports.Provider.ReservationId(request.Token, session.Id, number);
        return lookedUp is null ? record.LoadToken(id) : record.RecallToken(id);
    }

    private async ValueTask<Step> Refuse(CheckoutSession session, Snapshot<TokenRecord>? token, Refusal refusal, DateTimeOffset now)
    {
        offer.Course.Refused = refusal.Rule;
        End = RestsOnThisRequest(refusal.Rule) ? End : new ConversationEnd.Refused(refusal);

        // A token that another session holds is that session's to settle, even if the provider says it is spent.
        if (token is null or { State.State: SharedPaymentToken.Reserved }
            || lookedUp is not TokenLookup.Found { Facts: var facts } || IsKnown(token.State, facts))
        {
            return new Step.Concluded(await record.Refuse(call, refusal));
        }

        var transition = new Transition(session, token, call, now)
            .Token(facts.Deactivation is null ? new TokenEvent.Seen() : TokenEvent.FoundDeactivated.Of(facts, now), facts)
            .Refuse(refusal);
        return new Step.Concluded(await record.Conclude(transition, call, refusal));
    }

    // One that was refused for what it is worth is in the inventory all the same, and is not written again for each retry.
    private static bool IsKnown(TokenRecord? known, TokenFacts facts) =>
        known is { IsListed: true, State: SharedPaymentToken.Used { Captured: not null } }
        || (known is { IsListed: true } && facts.Deactivation is null && (known.Facts == facts || known.State is not SharedPaymentToken.Free));

    // The address decides over the total: who waited with the same token may have brought another one.
    private static bool RestsOnThisRequest(RefusalRule rule) =>
        rule is RefusalRule.NotReadyForPayment or RefusalRule.TokenLimitExceeded or RefusalRule.TokenAmountMismatch;

    private Step.Concluded Reload()
    {
        record.Drop();
        return new Step.Concluded(Answer: null);
    }

    private Step.Concluded Unavailable()
    {
        End = new ConversationEnd.Unavailable();
        return new Step.Concluded(new Answer.ProviderUnavailable());
    }

    private ValueTask<Step> CompleteFree(CheckoutSession applied, DateTimeOffset now) => Land(
        applied,
        Attributed(new Transition(applied, token: null, call, now)).Apply(new PaymentEvent.CompletedWithoutCharge(), settlement.PlaceOrder),
        now);

    private ValueTask<Step> Adopt(CheckoutSession applied, Snapshot<TokenRecord> token, CompleteDecision.AdoptCharge found, DateTimeOffset now)
    {
        ports.Log.LogAdopted(record.Id, found.Number);
        var facts = lookedUp is TokenLookup.Found { Facts: { Deactivation: TokenDeactivation.Consumed } used } ? used : null; // Else it was another token.
        var attempt = facts is null ? LostCharge.AttemptOf(applied, (ChargeFinding.Found)earlier!, ports) : NewAttempt(applied, found.Number, now);
        var placeOrder = ports.Restored.CameAfter(applied.CreatedAt) ? (Func<Order>)settlement.PlaceHeldOrder : settlement.PlaceOrder;
        var transition = Attributed(new Transition(applied, facts is null ? null : token, call, now)).Apply(new PaymentEvent.ChargeFound(attempt, found.IntentId), placeOrder);
        return Land(applied, facts is null ? transition : transition.Knowing(facts), now);
    }

    private async ValueTask<Step> PutBeforeAPerson(int number)
    {
        ports.Log.LogNotForThisTotal(record.Id, number);
        await ports.Contradictions.PutIfPossible(LostCharge.Unfit(record.Id, number, ports.Now), "provider");
        return new Step.Concluded(new Answer.PaymentInProgress());
    }

    private async ValueTask<Step> Land(CheckoutSession applied, Transition transition, DateTimeOffset now)
    {
        var reply = ports.Replies.Render(call.Caller.ApiVersion, ports.ViewOf(transition.After), created: false);
        return await record.Commit(transition.Keep(call, reply, ports.Options.ReplyRetention)) switch
        {
            Verdict.Committed => new Step.Concluded(new Answer.Replied(reply, Replayed: false)),
            var lost => await Lost(lost, applied.Quote),
        };
    }

    private async ValueTask<Step> ComeBackRepriced(CheckoutSession session, CheckoutSession applied, DateTimeOffset now)
    {
        offer.Course.WasRepriced = true;
        var money = Currencies.Of(session.Currency);
        var changed = new SessionMessage(
            MessageKind.Warning,
            "price_change",
            "$.totals",
            $"The total is now {money.Text(applied.Quote.Total)}, it was {money.Text(session.Quote.Total)}. Nothing was charged; complete again under a new key to accept.");
        var transition = Attributed(new Transition(session, token: null, call, now).Edit("session.repriced", _ => applied));
        return new Step.Concluded(await record.Conclude(transition, call, extra: changed));
    }

    private async ValueTask<Step> Begin(CheckoutSession applied, Snapshot<TokenRecord> token, int number, DateTimeOffset now)
    {
        if (await WasAnswered())
        {
            return new Step.Concluded(Answer: null);
        }

        var attempt = NewAttempt(applied, number, now);
        var facts = ((TokenLookup.Found)lookedUp!).Facts;
        var transition = Attributed(new Transition(applied, token, call, now)).Apply(new PaymentEvent.AttemptOpened(attempt)).Knowing(facts);

        // Durable before money can move: attempt, token reservation and stock in one unit.
        return await record.Commit(transition) switch
        {
            Verdict.Committed => new Step.Send(attempt),
            var lost => await Lost(lost, applied.Quote),
        };
    }

    private async ValueTask<Step> Lost(Verdict verdict, Quote quote)
    {
        if (verdict is not Verdict.CounterShort s)
        {
            return new Step.Concluded(Answer: null);
        }

        offer.Course.Refused = RefusalRule.OutOfStock;
        return new Step.Concluded(await record.Refuse(call, Refusals.OutOfStock(quote, s.Name)));
    }

    // Only this unit brings no reply that could collide: another process may have answered the key since this call began.
    // Whoever answers anything on a session that can be paid raises its version, so where that has not moved nobody has.
    private async ValueTask<bool> WasAnswered() =>
        record.Version != offer.Seen && call.ReplyKey is { } key && await ports.Store.FindReply(key) is not null;

    private ChargeAttempt NewAttempt(CheckoutSession session, int number, DateTimeOffset now)
    {
        var total = session.Quote.Total;
        return new ChargeAttempt(
            number,
            total,
            session.Currency,
            request.Token,
            ports.Provider.ReservationId(request.Token, session.Id, number),
            ChargeAttempt.KeyOf(session.Id, number),
            ports.Provider.Freeze(new ChargeOrder(session.Id, number, total, session.Currency, request.Token) { Proof = offer.Proof }),
            Sends: 1,
            now,
            Transition.HoldsOf(session.Quote))
        {
            BegunUnder = BegunUnder.Of(call),
        };
    }

    private async ValueTask<Step> Resume(CheckoutSession session) =>
        await sending.Permit(session) is { } attempt ? new Step.Send(attempt) : new Step.Concluded(Answer: null);

    private async ValueTask<Settled> Find(ChargeAttempt attempt) =>
        (await settlement.FindCharge(attempt, offer, call.Actor)).Settled;

    private async ValueTask<Settled> Send(ChargeAttempt attempt) =>
        await sending.UntilSettled(attempt) is var settled && settled is Settled.Nothing && sending.HasNoUseInRepeating
            ? await Find(attempt)
            : settled;

    private async ValueTask<Answer?> OnIntent(Step.LookUpIntent step) => Told(
        (await settlement.LookUpIntent(step.IntentId, step.Attempt, offer, call.Actor)).Settled);

    /// <returns>Null where the caller is to be decided anew.</returns>
    private Answer? Told(Settled settled)
    {
        End = ConversationEnd.Of(settled, offer.IsDenied);
        offer.Course.Refused = settled is Settled.By { Answer: Answer.Replied } ? (End as ConversationEnd.Refused)?.Refusal.Rule : offer.Course.Refused;
        return settled switch
        {
            Settled.By s => s.Answer,
            Settled.Superseded => null,
            _ => new Answer.PaymentOutcomeUnknown(),
        };
    }
}
