using System.Diagnostics;
using System.Globalization;
using Acp.Payments;
using Acp.Pricing;

namespace Acp.CheckoutSessions;

/// <summary>What a shopper's wish to pay on a page, or a wish to have one out of the way, does next. The private constructor closes the hierarchy.</summary>
public abstract record PageDecision
{
    private PageDecision() { }

    public sealed record Refuse(Refusal Refusal) : PageDecision;

    public sealed record AlreadyPaid : PageDecision;

    public sealed record NotOffered : PageDecision;

    /// <summary>Another payment is under way, and it is not this shopper's to give up.</summary>
    public sealed record Wait : PageDecision;

    /// <summary>The issuer asked the shopper to authenticate, who would rather pay on the page: first that intent is canceled for certain.</summary>
    public sealed record AbandonIntent(string IntentId, ChargeAttempt Attempt) : PageDecision;

    /// <summary>The total is not what was shown: show it, and let the shopper press again.</summary>
    public sealed record ShowNewTotal : PageDecision;

    public sealed record CompleteWithoutCharge : PageDecision;

    public sealed record Begin(int Number) : PageDecision;

    /// <summary>The page was asked for and nobody heard: ask again under the same key.</summary>
    public sealed record Resume(ChargeAttempt Attempt) : PageDecision;

    /// <summary>As before, but the provider may have forgotten the key, or would no longer make the page: only look for it.</summary>
    public sealed record Find(ChargeAttempt Attempt) : PageDecision;

    public sealed record LookUp(ChargeAttempt Attempt) : PageDecision;

    public sealed record Close(ChargeAttempt Attempt) : PageDecision;

    /// <summary>Send the shopper to this page.</summary>
    public sealed record Offer(HostedPage Page) : PageDecision;
}

/// <summary>Decides what is done about hosted pages. Pure: time and facts arrive as arguments.</summary>
public static class PageDecider
{
    /// <summary>Stripe makes no page that would end sooner (api/checkout/sessions, <c>expires_at</c>).</summary>
    public static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(30);

    /// <summary>Nor one that would end later.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromHours(24);

    /// <summary>The provider's clock may be ahead, and a request may have to be repeated.</summary>
    private static readonly TimeSpan Spare = NeverCharged.ClockDifference;

    /// <summary>Whole seconds. Not longer than the session can be paid, as far as the provider allows.</summary>
    public static DateTimeOffset EndOf(CheckoutSession session, DateTimeOffset now, CheckoutOptions options)
    {
        var (earliest, latest) = (now + ShortestLife + Spare, now + LongestLife - Spare);
        var wished = now + options.PageLifetime < session.ExpiresAt ? now + options.PageLifetime : session.ExpiresAt;
        var end = wished < earliest ? earliest : wished > latest ? latest : wished;
        return DateTimeOffset.FromUnixTimeSeconds(end.ToUnixTimeSeconds());
    }

    public static bool MaySend(ChargeAttempt attempt, DateTimeOffset now) =>
        CompleteDecider.MaySend(attempt, now) && now < attempt.PageEndsAt - ShortestLife;

    /// <param name="repriced">What the session costs now.</param>
    /// <param name="isOffered">Whether its platform and currency may be paid so.</param>
    /// <param name="lookedUp">Whether the open page was looked up for this press: it may be paid already.</param>
    public static PageDecision OnPress(CheckoutSession session, Quote repriced, bool isOffered, bool lookedUp, DateTimeOffset now) =>
        session.Payment switch
        {
            Payment.Charged => new PageDecision.AlreadyPaid(),
            Payment.Closed s => new PageDecision.Refuse(Refusals.Closed(s.Because)),
            Payment.Waiting { For: WaitingFor.Shopper, Attempt.Rail: ChargeRail.Token } s when isOffered =>
                new PageDecision.AbandonIntent(s.IntentId, s.Attempt),
            Payment.Charging or Payment.Waiting => new PageDecision.Wait(), // Never Begin: it may have taken the money.
            Payment.PageOpen { IsOffered: true, Attempt.Page: { } page } s when now < page.ExpiresAt && now < session.ExpiresAt =>
                lookedUp ? new PageDecision.Offer(page) : new PageDecision.LookUp(s.Attempt),
            Payment.PageOpening or Payment.PageOpen => OnClose(session.Payment, now)!,
            Payment.Open when now >= session.ExpiresAt => new PageDecision.Refuse(Refusals.Expired),
            Payment.Open when !isOffered => new PageDecision.NotOffered(),
            Payment.Open when repriced.Obstacles.Count > 0 => new PageDecision.Refuse(Refusals.NotReady(repriced.Obstacles)),
            Payment.Open when repriced.Total != session.Quote.Total => new PageDecision.ShowNewTotal(),
            Payment.Open when repriced.Total == 0 => new PageDecision.CompleteWithoutCharge(),
            Payment.Open s => new PageDecision.Begin(s.Refused + 1),
            _ => throw new UnreachableException($"Unhandled {session.Payment}."),
        };

    /// <summary>What is next on the way to a session without an open page.</summary>
    /// <returns>Null where none is open: it was closed, or paid.</returns>
    public static PageDecision? OnClose(Payment payment, DateTimeOffset now) => payment switch
    {
        Payment.PageOpening s when MaySend(s.Attempt, now) => new PageDecision.Resume(s.Attempt),
        Payment.PageOpening s => new PageDecision.Find(s.Attempt),
        Payment.PageOpen s => new PageDecision.Close(s.Attempt),
        _ => null,
    };

    /// <summary>What the provider's answer means for the record as it is now, not as it was when the request left.</summary>
    /// <returns>Null where the answer settles nothing.</returns>
    public static PaymentEvent? OnAnswer(Payment state, PageAnswer answer) => (state, answer) switch
    {
        (Payment.PageOpening s, PageAnswer.Open a) =>
            new PaymentEvent.PageOpened(a.Page, Collects(s.Attempt, a.Page.Amount, a.Page.Currency)),
        (Payment.PageOpening or Payment.PageOpen, PageAnswer.Paid a) => OnPaid(Transition.AttemptOf(state)!, a),
        (Payment.Waiting { Attempt.Rail: ChargeRail.Page } s, PageAnswer.Paid a) => OnPaid(s.Attempt, a),
        (Payment.PageOpening or Payment.PageOpen or Payment.Waiting { Attempt.Rail: ChargeRail.Page }, PageAnswer.Pending a) =>
            Collects(Transition.AttemptOf(state)!, a.Amount, a.Currency) ? new PaymentEvent.LeftWaiting(a.IntentId, WaitingFor.Provider) : null,
        (Payment.PageOpening or Payment.PageOpen, PageAnswer.Expired a) => new PaymentEvent.PageExpired(a.PageId),

        // On a repeat these say nothing about the send before them.
        (Payment.PageOpening { Attempt.Sends: 1 }, PageAnswer.Rejected a) => new PaymentEvent.PageRefused(a.Reason),
        (Payment.PageOpening { Attempt.Sends: 1 }, PageAnswer.NotExecuted) => new PaymentEvent.AttemptWithdrawn(),
        _ => null,
    };

    /// <param name="lost">
    /// What was found of charges that the session's record does not have, where no page was: a key that meets other bytes
    /// tells that a restore has lost one. Null where they were not looked for.
    /// </param>
    /// <param name="now">Before the provider was asked.</param>
    public static PaymentEvent? OnFinding(CheckoutSession session, PageFinding finding, ChargeFinding? lost, DateTimeOffset now) =>
        (session.Payment, finding, lost) switch
        {
            (var state, PageFinding.Found found, _) => OnAnswer(state, found.Answer),
            (Payment.PageOpening s, PageFinding.NoneOfOurs, ChargeFinding.Found { Answer: ChargeAnswer.Succeeded paid } charge) =>
                OnLost(session, s.Attempt, charge, paid.IntentId),
            (Payment.PageOpening s, PageFinding.NoneOfOurs none, { } other) when IsNoCharge(other) && Missing(s.Attempt, none, now).Count == 0 =>
                new PaymentEvent.PageNotOpened(),
            _ => null,
        };

    // The session is paid, whichever way it was. What is not for this total, or was collected by a closed page, is for a person.
    private static PaymentEvent.ChargeFound? OnLost(CheckoutSession session, ChargeAttempt open, ChargeFinding.Found charge, string intentId) =>
        Collects(open, charge.Amount, charge.Currency) && !session.HasClosedPage(charge.Attempt)
            ? new PaymentEvent.ChargeFound(open.As(session.Id, charge.Attempt), intentId)
            : null;

    // What can still move money is none of these, nor is silence.
    private static bool IsNoCharge(ChargeFinding lost) =>
        lost is ChargeFinding.NoneOfOurs or ChargeFinding.Found { Answer: ChargeAnswer.Declined or ChargeAnswer.Canceled };

    /// <summary>
    /// The only proof that a page was not made and never will be: the provider holds none, no send of ours can still be on
    /// its way, and by its own clock it is too late to make it. Silence proves nothing, and neither does that the key met
    /// other bytes: those were ours, and may have charged.
    /// </summary>
    /// <param name="now">Before the provider was asked.</param>
    /// <returns>What is missing, a sentence each; empty where it is proven.</returns>
    public static IReadOnlyList<string> Missing(ChargeAttempt attempt, PageFinding.NoneOfOurs none, DateTimeOffset now)
    {
        var end = attempt.PageEndsAt!.Value + NeverCharged.ClockDifference;
        string?[] missing =
        [
            none.SaidAt >= end && now >= end ? null : $"The page could still be made until {end.ToString("u", CultureInfo.InvariantCulture)}.",
            now - attempt.NewestSendAt >= NeverCharged.Quiet ? null
                : $"The newest send is less than {NeverCharged.Quiet.TotalMinutes} minutes old; it may still be on its way.",
        ];
        return [.. missing.OfType<string>()];
    }

    // One that collected another amount is neither paid nor unpaid: a person has to compare.
    private static PaymentEvent.ChargeSucceeded? OnPaid(ChargeAttempt attempt, PageAnswer.Paid paid) =>
        Collects(attempt, paid.Amount, paid.Currency) ? new PaymentEvent.ChargeSucceeded(paid.IntentId) : null;

    internal static bool Collects(ChargeAttempt attempt, long amount, string currency) => (attempt.Amount, attempt.Currency) == (amount, currency);
}
