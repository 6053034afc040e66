using Acp.Pricing;

namespace Acp.CheckoutSessions;

/// <summary>
/// Where completes of one session meet. The first talks with the provider; the others wait for the end of that talk,
/// however many they are and whatever keys and tokens they bring.
/// </summary>
internal sealed class PaymentDesk(SessionRecord record, CheckoutPorts ports)
{
    private readonly Settlement settlement = new(record, ports);
    private Conversation? conversation;

    public bool IsBusy => conversation is not null;

    public async ValueTask<Answer?> Complete(Offer offer, CompleteCheckoutSession request, DateTimeOffset deadline)
    {
        offer.Course.BeginAnew();
        var flow = new CompleteFlow(record, ports, settlement, offer, request, deadline);
        if (IsTerminal)
        {
            return await flow.Run(); // Needs no provider, so nobody waits for anybody.
        }

        return conversation is { } other
            ? await WaitFor(other, offer, request, deadline)
            : await Converse(new Conversation(request.Token, request.Authentication), flow.Run, () => flow.End);
    }

    /// <summary>Cancels a waiting intent for certain.</summary>
    /// <returns>False while it may still be charged.</returns>
    public async ValueTask<bool> Abandon(Payment.Waiting waiting, string actor)
    {
        if (IsBusy)
        {
            return false;
        }

        return await Converse(
            new Conversation(token: null),
            () => settlement.CancelIntent(waiting.IntentId, waiting.Attempt, actor),
            () => new ConversationEnd.Unsettled());
    }

    /// <summary>Closes a page for certain.</summary>
    /// <inheritdoc cref="Abandon"/>
    public async ValueTask<bool> ClosePage(string actor)
    {
        var closing = new PageClosing(record, ports, settlement, actor, deadline: ports.Now);
        return !IsBusy && await Converse(new Conversation(token: null), closing.Run, () => new ConversationEnd.Unsettled());
    }

    /// <summary>The shopper wants to pay on the provider's page. Who presses while that is arranged waits for it.</summary>
    /// <returns>Null where the press is to be decided anew.</returns>
    public async ValueTask<PageOffer?> OpenPage(DateTimeOffset deadline) => conversation is { } other
        ? await other.EndsWithin(deadline - ports.Now, ports.Clock) is null ? new PageOffer.InProgress() : null
        : await Converse(
            new Conversation(token: null),
            new PageFlow(record, ports, settlement, deadline).Run,
            () => new ConversationEnd.Unsettled());

    /// <summary>Settles without a caller; completes that come meanwhile wait for its end.</summary>
    /// <returns>Null where somebody is at it.</returns>
    public async ValueTask<T?> Settle<T>(Func<Settlement, ValueTask<T>> talk)
        where T : class =>
        IsBusy ? null : await Converse(new Conversation(token: null), () => talk(settlement), () => new ConversationEnd.Unsettled());

    private bool IsTerminal => record.Current?.Payment is Payment.Charged or Payment.Closed;

    private async ValueTask<T> Converse<T>(Conversation mine, Func<ValueTask<T>> talk, Func<ConversationEnd> end)
    {
        conversation = mine;
        try
        {
            return await talk();
        }
        catch (MerchantUnavailableException)
        {
            end = () => new ConversationEnd.NotPriced();
            throw;
        }
        finally
        {
            conversation = null;
            mine.End(end());
        }
    }

    private async ValueTask<Answer?> WaitFor(Conversation other, Offer offer, CompleteCheckoutSession request, DateTimeOffset deadline)
    {
        offer.Course.HasWaited = true;
        var end = await other.EndsWithin(deadline - ports.Now, ports.Clock);
        return end switch
        {
            ConversationEnd.Refused refused when other.IsAbout(request) && !IsTerminal => await Refuse(offer, refused.Refusal),
            ConversationEnd.Unavailable => new Answer.ProviderUnavailable(),
            ConversationEnd.NotPriced => new Answer.MerchantUnavailable(),
            not null when IsTerminal || IsFreeAgain(other) => null,

            // Another token or authentication was refused, or the outcome is open: this caller's is not tried behind its back.
            _ => new Answer.PaymentInProgress(),
        };
    }

    // The clock was at it, with no token of its own: this caller has been behind nobody's back.
    private bool IsFreeAgain(Conversation other) => other.Token is null && !IsBusy && record.Current?.Payment is Payment.Open or Payment.PageOpen;

    // Since that talk ended another complete may have begun, or another process have gone on to the end: a turn may wait long for its place.
    private ValueTask<Answer?> Refuse(Offer offer, Refusal refusal) => record.Turn(session =>
    {
        switch (session!.Payment)
        {
            case Payment.Charged or Payment.Closed:
                return new ValueTask<Answer?>((Answer?)null);
            case var begun when Replays.IsReused(begun, offer.Call):
                return new ValueTask<Answer?>(new Answer.KeyReused());
            case Payment.Charging:
            case Payment.Waiting when !LeavesWaiting(refusal):
                return new ValueTask<Answer?>(new Answer.PaymentInProgress());
            default:
                offer.Course.Refused = refusal.Rule;
                return record.Refuse(offer.Call, refusal, joined: true);
        }
    });

    private static bool LeavesWaiting(Refusal refusal) => refusal == Refusals.MustAuthenticate || refusal == Refusals.NotAuthenticated;
}
