using System.Globalization;
using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Payments;
using Acp.Store;

namespace Acp.Simulation.Tests;

/// <summary>Every way to lose money, or the record of it, that we could think of.</summary>
internal static class PlantedBugs
{
    /// <summary>Whether it shows in the record, in the charge, or in what a caller is told depends on which comes first.</summary>
    private static readonly Invariant[] Money =
    [
        Invariant.NoNewNumberWhileOpen, Invariant.ChargedAtMostOnce, Invariant.CompletedIffChargedOnceForItsTotal, Invariant.CanceledKeepsNothing,
        Invariant.TokenUsedAtMostOnce, Invariant.AnsweredCompletedMeansCharged, Invariant.AnsweredDeclinedMeansNotCharged, Invariant.NoChargeIsAStray,
        Invariant.TokensSayWhatIsSo,
    ];

    public static IReadOnlyList<PlantedBug> All { get; } = [.. OfRules(), .. OfSettling(), .. OfAuthentication(), .. OfTheProvider(), .. OfTheStore(), .. OfIds(), .. OfIssuing(), .. OfTokens(), .. OfEvents(), .. OfPages(), .. OfOrders(), .. OfRefunds(), .. OfDeliveries()];

    private static IEnumerable<PlantedBug> OfRules()
    {
        yield return Answering(
            "A time-out is taken for a decline",
            (state, answer) => (state, answer) is (Payment.Charging, ChargeAnswer.Unknown { Cause: "timeout" }) ? new PaymentEvent.ChargeRefused("?") : null,
            Money);
        yield return Answering(
            "An unknown outcome releases number, token and stock",
            (state, answer) => (state, answer) is (Payment.Charging, ChargeAnswer.Unknown) ? new PaymentEvent.AttemptWithdrawn() : null,
            Money);
        yield return Answering(
            "A 500 is taken for a decline",
            (state, answer) => (state, answer) is (Payment.Charging, ChargeAnswer.Unknown { Cause: "status 500" }) ? new PaymentEvent.ChargeRefused("?") : null,
            Money);
        yield return Answering(
            "A 409 of the provider is taken for «not executed»",
            (state, answer) => (state, answer) is (Payment.Charging, ChargeAnswer.Unknown { Cause: "status 409" }) ? new PaymentEvent.AttemptWithdrawn() : null,
            [.. Money, Invariant.NothingUnsettled]);
        yield return Answering(
            "An unreadable reply with status 200 is taken for success",
            (state, answer) => (state, answer) is (Payment.Charging, ChargeAnswer.Unknown { Cause: "status 200, unreadable" }) ? new PaymentEvent.ChargeSucceeded("pi") : null,
            Money);
        yield return Answering(
            "A 429 to a repeat is taken for «not executed»",
            (state, answer) => (state, answer) is (Payment.Charging, ChargeAnswer.NotExecuted) ? new PaymentEvent.AttemptWithdrawn() : null,
            Money);
        yield return Answering(
            "«The shopper must authenticate» is taken for success",
            (_, answer) => answer is ChargeAnswer.MustAuthenticate a ? new PaymentEvent.ChargeSucceeded(a.IntentId) : null,
            Money);
        yield return Answering(
            "«Processing» is taken for a decline",
            (_, answer) => answer is ChargeAnswer.Processing ? new PaymentEvent.ChargeRefused("?") : null,
            Money);
    }

    private static IEnumerable<PlantedBug> OfSettling()
    {
        yield return Waking("Nothing unknown settles by itself", session => session.Payment is Payment.Charging, Invariant.NothingUnsettled);
        yield return Waking("An intent that waits is never looked at", session => session.Payment is Payment.Waiting, Invariant.NothingUnsettled);
        yield return Finding(
            "The provider's silence is taken for «never charged»",
            finding => finding is ChargeFinding.NotAnswered,
            Money);
        yield return Finding(
            "What is not found is taken for «never charged», while its token can still be charged",
            finding => finding is ChargeFinding.NoneOfOurs,
            Money);
        yield return Providing("The intent of an earlier attempt is taken for this one's", inner => new FindsAnyAttempt(inner), Money);
    }

    private static IEnumerable<PlantedBug> OfAuthentication()
    {
        var real = new Deciders();
        yield return new PlantedBug(
            "An authentication that was denied is charged all the same",
            new Substitutes { Deciders = real with { OnComplete = (session, offered, quote, now) => real.OnComplete(session, offered with { IsDenied = false }, quote, now) } },
            Invariant.DeniedIsNotCharged);
        yield return new PlantedBug(
            "A proof is charged while the payment it takes the place of is not canceled for certain",
            new Substitutes
            {
                Deciders = real with
                {
                    OnComplete = (session, offered, quote, now) => real.OnComplete(session, offered, quote, now) is CompleteDecision.AbandonIntent abandoned && offered.BringsProof
                        ? new CompleteDecision.AbandonIntent(abandoned.IntentId + OnlyClaimsToCancel.Mark)
                        : real.OnComplete(session, offered, quote, now),
                },
                Provider = inner => new OnlyClaimsToCancel(inner),
            },
            Money);
    }

    private static IEnumerable<PlantedBug> OfTheProvider()
    {
        yield return Providing("A send is repeated without a commit", inner => new RepeatsWithoutPermission(inner), Invariant.SendsAreRecorded);
        yield return Providing("The caller's key is part of the provider key", inner => new PutsTheCallIntoTheKey(inner), Invariant.ProviderKeysAreOurs);
        yield return Providing("The token is part of the provider key", inner => new PutsTheTokenIntoTheKey(inner), Invariant.ProviderKeysAreOurs);
        yield return Providing("A cancellation counts before it is confirmed", inner => new CancelsWithoutWaiting(inner), Money);
        yield return Providing("Another amount is charged than the session's total", inner => new ChargesAnotherAmount(inner), Money);
        yield return Providing("A repeat's bytes are written anew", inner => new WritesTheBytesAnew(inner), Invariant.KeysNeverChangeBytes);
    }

    private static IEnumerable<PlantedBug> OfTheStore()
    {
        yield return Storing("A repeat is sent without raising `sends`", inner => new AcknowledgesRepeatsWithoutStoring(inner), Invariant.SendsAreRecorded);
        yield return Storing("A commit is acknowledged before it is durable: the charge comes before it", inner => new WritesBehind(inner), Invariant.SendsAreRecorded);
        yield return Storing("The reply is kept outside the unit of the outcome", inner => new KeepsRepliesOnTheirOwn(inner), Invariant.OneKeyOneReply, Invariant.OneKeyOneSession);
        yield return Storing("Versions are not compared", inner => new ComparesNoVersions(inner), [.. Money, Invariant.StockAddsUp, Invariant.TerminalIsForEver, Invariant.SendsAreRecorded]);
        yield return Storing("An attempt's age counts from its last send, so that it is sent after 24 h", inner => new OverwritesTheFirstSendsTime(inner), Invariant.NoSendAfterForgetting, Invariant.NothingUnsettled);
        yield return Storing("A commit whose answer was lost counts as landed", inner => new TakesALostAnswerForSuccess(inner), Invariant.SendsAreRecorded, Invariant.OneKeyOneReply, Invariant.AcknowledgedEventsAreKept);
        yield return Storing("`HasLanded` always says yes", inner => new SaysThatEverythingLanded(inner), Invariant.SendsAreRecorded, Invariant.OneKeyOneReply, Invariant.AcknowledgedEventsAreKept);
        yield return Storing("Replies are kept by key, whatever the path", inner => new KeepsRepliesByKeyOnly(inner), Invariant.RepliesAreOfTheSessionAsked, Invariant.OneKeyOneReply);
        yield return Storing("The token is not reserved", inner => new ReservesNoToken(inner), Invariant.TokenUsedAtMostOnce, Invariant.NothingUnforeseen, Invariant.NothingUnsettled);
        yield return Storing("Token and stock follow in a second commit", inner => new CommitsTokenAndStockAfterwards(inner), Invariant.StockAddsUp);
        yield return Storing("Replies are kept for an hour", inner => new KeepsRepliesForAnHour(inner), Invariant.OneKeyOneReply, Invariant.OneKeyOneSession);
        yield return Storing("Stock may fall below zero", inner => new LetsStockFallBelowZero(inner), Invariant.StockAddsUp);
        yield return Storing("A repeat is sent though its commit lost the race", inner => new SendsThoughAnotherWriterWon(inner), Invariant.SendsAreRecorded);
        yield return Storing("The key that creates is not unique", inner => new KeepsNoReplyToCreate(inner), Invariant.OneKeyOneSession);
        yield return Storing("A turn waits for ever", inner => new NeverAnswersARepeat(inner), Invariant.NoCallIsForgotten, Invariant.NothingUnsettled);
        yield return Storing("What is due is forgotten", inner => new ForgetsWhatIsDue(inner), Invariant.NothingUnsettled);
    }

    private static IEnumerable<PlantedBug> OfIds()
    {
        yield return new PlantedBug("Orders' ids repeat", new Substitutes { Ids = inner => new RepeatingOrders(inner) }, Invariant.OneOrderPerSession, Invariant.NothingUnsettled);
        yield return new PlantedBug("Two processes draw the same commit ids", new Substitutes { Ids = inner => new RepeatingCommits(inner) }, Invariant.NothingUnforeseen);
    }

    private static IEnumerable<PlantedBug> OfIssuing()
    {
        yield return Issuing("After a lost reply a token is issued under a new provider key", inner => new IssuesUnderANewKey(inner), Invariant.SendsAreRecorded, Invariant.ProviderKeysAreOurs, Invariant.OneKeyOneToken);
        yield return Issuing("A lost reply is taken for a refusal of the issue", inner => new TakesALostReplyForARefusal(inner), Invariant.BudgetAddsUp);
        yield return Storing("The day's budget is not given back when the issue is refused", inner => new GivesNoBudgetBack(inner), Invariant.BudgetAddsUp);
        yield return Storing("The day's budget is counted and not held", inner => new HoldsNoBudget(inner), Invariant.BudgetAddsUp);
        yield return Storing("A token that was issued is written down in a second commit", inner => new ListsIssuedTokensAfterwards(inner), Invariant.TokensEndRightly, Invariant.TokensSayWhatIsSo);
        yield return Storing("An issue of unknown outcome is not asked for again", inner => new ForgetsWhatIsDueOf(inner, "issue/"), Invariant.NothingUnsettled);
    }

    private static IEnumerable<PlantedBug> OfTokens()
    {
        yield return Completing("A token pays for whichever platform brings it", offered => offered with { IssuedTo = null }, Invariant.TokensStayWithTheirPlatform);
        yield return Issuing("A token is revoked without asking the provider", inner => new ConfirmsWithoutAsking(inner), Invariant.TokensSayWhatIsSo);
        yield return Storing("A revocation that was not answered is not asked for again", inner => new ForgetsWhatIsDueOf(inner, "token/"), Invariant.TokensEndRightly);
        yield return Storing("EXPIRED beats a use that is heard of late", inner => new LetsNoUseCorrect(inner, "expired"), Invariant.TokensEndRightly);
        yield return Storing("REVOKED beats a use that is heard of late", inner => new LetsNoUseCorrect(inner, "revoked"), [Invariant.TokensEndRightly, Invariant.TokensSayWhatIsSo]);
        yield return Storing("The sums of a state are not taken back when it is corrected", inner => new TakesNoTallyBack(inner), Invariant.TalliesAddUp);
        yield return new PlantedBug(
            "Nobody writes down that a token has expired", new Substitutes { Inventory = inner => new FindsNothingOverdue(inner) }, Invariant.TokensEndRightly, Invariant.NothingUnsettled);
    }

    private static IEnumerable<PlantedBug> OfEvents()
    {
        yield return Storing("An event is acknowledged before it is kept", inner => new KeepsEventsInMemory(inner), Invariant.AcknowledgedEventsAreKept);
        yield return Storing("An event counts as treated from when it is kept", inner => new KeepsEventsAsTreated(inner), Invariant.TokensEndRightly);
        yield return Storing("An event that could not be treated is not tried again", inner => new ForgetsWhatIsDueOf(inner, "event/"), Invariant.EventsComeToAnEnd);
    }

    private static IEnumerable<PlantedBug> OfPages()
    {
        yield return Paging("A page counts as closed before the provider confirms it", inner => new ClosesPagesWithoutWaiting(inner), Money);
        yield return Paging("A page is closed here only, and can still be paid", inner => new ClosesPagesHereOnly(inner), Money);
        yield return Waking("A page that was opened is never looked at", session => session.Payment is Payment.PageOpen, Invariant.NothingUnsettled, Invariant.CompletedIffChargedOnceForItsTotal);
    }

    private static IEnumerable<PlantedBug> OfOrders()
    {
        yield return Storing("An order is written in a second commit", inner => new PlacesOrdersOutsideTheUnit(inner), Invariant.OneOrderPerSession);
        yield return Storing("An order is written whatever others wrote meanwhile", inner => new OverwritesOrders(inner), Invariant.EntriesAreForEver, Invariant.OneKeyOneCommand);
        yield return Storing("A command that lost its race is not decided anew", inner => new AddsToWhatTheWinnerWrote(inner), Invariant.QuantitiesAddUp, Invariant.OneKeyOneCommand);
        yield return Storing("Commands' keys are not remembered", inner => new ForgetsCommands(inner), Invariant.OneKeyOneCommand);
    }

    private static IEnumerable<PlantedBug> OfRefunds()
    {
        Invariant[] goneAstray = [Invariant.RefundsSayWhatIsSo, Invariant.RefundsAreWrittenDown, Invariant.RefundedAtMostOnce, Invariant.NoRefundExceedsItsCharge];
        yield return Refunding("A refund's lost reply is taken for a refusal", inner => new MistakesAnswers(inner, answer => answer is RefundAnswer.Unknown ? new RefundAnswer.Declined("?") : null), goneAstray);
        yield return Refunding("A refund that the provider has only taken on is taken for carried out", inner => new MistakesAnswers(inner, answer => answer is RefundAnswer.Pending a ? new RefundAnswer.Succeeded(a.RefundId) : null), goneAstray);
        yield return Refunding("A refund is repeated under another provider key", inner => new RefundsUnderANewKey(inner), Invariant.ProviderKeysAreOurs);
        yield return Refunding("A refund is repeated without a commit", inner => new RefundsAgainWithoutACommit(inner), Invariant.SendsAreRecorded);
        yield return Refunding("Another amount is refunded than was decided", inner => new RefundsAnotherAmount(inner), goneAstray);
        yield return Refunding("The provider's list of refunds is not read to its end", inner => new OverlooksRefunds(inner, facts => facts with { Refunds = [] }), [.. goneAstray, Invariant.NothingUnsettled]);
        yield return Refunding("Disputes are not looked at", inner => new OverlooksRefunds(inner, facts => facts with { Disputes = [] }), goneAstray);
        yield return Storing("A refund of unknown outcome does not count", inner => new CountsOnlyWhatIsKnown(inner), Invariant.NoRefundExceedsItsCharge);
        yield return Storing("A refund of unknown outcome is not asked for again", inner => new ForgetsWhatIsDueOf(inner, "order/"), Invariant.NothingUnsettled);
        yield return new PlantedBug("Anybody may refund beside a dispute", new Substitutes { Order = inner => new OverrulesForAnybody(inner) }, Invariant.NoRefundWhileDisputed);
    }

    private static IEnumerable<PlantedBug> OfDeliveries()
    {
        yield return Storing("An order goes on, and nobody is woken to tell of it", inner => new ForgetsWhatIsDueOf(inner, "delivery."), Invariant.NoMessageIsLost);
        yield return Telling("A send that was not answered counts as delivered", inner => new TakesAFailureForDelivered(inner), Invariant.DeliveredMeansTaken, Invariant.NoMessageIsLost);
        yield return Telling("A message does not wait for the one before, which is sent again", inner => new SendsAgainBesideTheNext(inner), Invariant.DeliveredMeansTaken, Invariant.MessagesComeInOrder);
        yield return Telling("A repeat shows the order as it has become", inner => new ShowsTheNewest(inner), Invariant.OrdersAreTheirEntries);
        yield return Telling("Every platform is told of every order", inner => new TellsEverybody(inner), Invariant.OthersAreNotTold);
        yield return Telling("All endpoints share one connection", inner => new HasOneConnection(inner), Invariant.DeadEndpointsDelayNobody);
    }

    /// <param name="rule">Null where the real rule is to decide.</param>
    private static PlantedBug Answering(string what, Func<Payment, ChargeAnswer, PaymentEvent?> rule, params Invariant[] foundBy)
    {
        var real = new Deciders();
        return new PlantedBug(
            what, new Substitutes { Deciders = real with { OnAnswer = (state, answer) => rule(state, answer) ?? real.OnAnswer(state, answer) } }, foundBy);
    }

    /// <param name="seen">What a complete is decided on, of what it should be.</param>
    private static PlantedBug Completing(string what, Func<OfferedToken, OfferedToken> seen, params Invariant[] foundBy)
    {
        var real = new Deciders();
        var broken = real with { OnComplete = (session, offered, quote, now) => real.OnComplete(session, seen(offered), quote, now) };
        return new PlantedBug(what, new Substitutes { Deciders = broken }, foundBy);
    }

    private static PlantedBug Waking(string what, Func<CheckoutSession, bool> sleeps, params Invariant[] foundBy)
    {
        var real = new Deciders();
        var broken = real with
        {
            OnWake = (session, token, occasion, now, options) =>
                sleeps(session) ? new SettleDecision.Rest() : real.OnWake(session, token, occasion, now, options),
        };
        return new PlantedBug(what, new Substitutes { Deciders = broken }, foundBy);
    }

    private static PlantedBug Finding(string what, Func<ChargeFinding, bool> isTakenForNever, params Invariant[] foundBy)
    {
        var real = new Deciders();
        var broken = real with
        {
            OnFinding = (state, finding, now) => isTakenForNever(finding) && state is Payment.Charging
                ? new PaymentEvent.FoundUncharged(TokenDeactivation.Expired)
                : real.OnFinding(state, finding, now),
        };
        return new PlantedBug(what, new Substitutes { Deciders = broken }, foundBy);
    }

    private static PlantedBug Providing(string what, Func<IPaymentProvider, IPaymentProvider> broken, params Invariant[] foundBy) =>
        new(what, new Substitutes { Provider = broken }, foundBy);

    private static PlantedBug Telling(string what, Func<IOrderHooks, IOrderHooks> broken, params Invariant[] foundBy) =>
        new(what, new Substitutes { Hooks = broken }, foundBy);

    private static PlantedBug Paging(string what, Func<IHostedPages, IHostedPages> broken, params Invariant[] foundBy) =>
        new(what, new Substitutes { Pages = broken }, foundBy);

    private static PlantedBug Refunding(string what, Func<IRefunds, IRefunds> broken, params Invariant[] foundBy) =>
        new(what, new Substitutes { Refunds = broken }, foundBy);

    private static PlantedBug Issuing(string what, Func<ITokenIssuer, ITokenIssuer> broken, params Invariant[] foundBy) =>
        new(what, new Substitutes { Issuer = broken }, foundBy);

    private static PlantedBug Storing(string what, Func<IStore, IStore> broken, params Invariant[] foundBy) =>
        new(what, new Substitutes { Store = broken }, foundBy);

    private sealed class RepeatingOrders(IIds inner) : IIds
    {
        public string New(string prefix) => prefix == "ord_" ? prefix + 1.ToString(CultureInfo.InvariantCulture) : inner.New(prefix);

        public Guid NewCommitId() => inner.NewCommitId();
    }

    private sealed class RepeatingCommits(IIds inner) : IIds
    {
        private int last = 1_000;

        public string New(string prefix) => inner.New(prefix);

        public Guid NewCommitId() => new(++last, 0, 0, new byte[8]);
    }
}
