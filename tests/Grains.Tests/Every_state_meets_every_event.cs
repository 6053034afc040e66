using System.Globalization;
using System.Reflection;
using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.Pricing;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Tests;

public sealed class Every_state_meets_every_event
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ChargeAttempt First = Attempt(sends: 1);
    private static readonly ChargeAttempt Repeated = Attempt(sends: 2);

    private static readonly HostedPage Page = new("page_1", "https://pay.example/page_1", Now.AddHours(1), 500, "usd");

    private static readonly ChargeAttempt OnPage = Attempt(sends: 1) with
    {
        Token = string.Empty,
        ReservationId = string.Empty,
        Rail = ChargeRail.Page,
        PageEndsAt = Now.AddHours(1),
    };

    private static readonly (string Name, Payment State)[] Payments =
    [
        ("Open", new Payment.Open(0)),
        ("Charging(1 send)", new Payment.Charging(First)),
        ("Charging(2 sends)", new Payment.Charging(Repeated)),
        ("Waiting(Shopper)", new Payment.Waiting(First, "pi_1", WaitingFor.Shopper)),
        ("Waiting(Provider)", new Payment.Waiting(First, "pi_1", WaitingFor.Provider)),
        ("PageOpening(1 send)", new Payment.PageOpening(OnPage)),
        ("PageOpening(2 sends)", new Payment.PageOpening(OnPage with { Sends = 2 })),
        ("PageOpen", new Payment.PageOpen(OnPage with { Page = Page }, IsOffered: true)),
        ("PageOpen(wrong total)", new Payment.PageOpen(OnPage with { Page = Page }, IsOffered: false)),
        ("Waiting(on page)", new Payment.Waiting(OnPage with { Page = Page }, "pi_1", WaitingFor.Provider)),
        ("Charged", new Payment.Charged(First, "pi_1")),
        ("Closed(Canceled)", new Payment.Closed(0, ClosedBecause.Canceled)),
        ("Closed(Expired)", new Payment.Closed(0, ClosedBecause.Expired)),
    ];

    private static readonly (string Name, PaymentEvent Event)[] PaymentEvents =
    [
        ("AttemptOpened", new PaymentEvent.AttemptOpened(First)),
        ("SendRecorded", new PaymentEvent.SendRecorded(Now)),
        ("AttemptWithdrawn", new PaymentEvent.AttemptWithdrawn()),
        ("LeftWaiting(Shopper)", new PaymentEvent.LeftWaiting("pi_1", WaitingFor.Shopper)),
        ("LeftWaiting(Provider)", new PaymentEvent.LeftWaiting("pi_1", WaitingFor.Provider)),
        ("ChargeSucceeded", new PaymentEvent.ChargeSucceeded("pi_1")),
        ("ChargeRefused", new PaymentEvent.ChargeRefused("no")),
        ("IntentCanceled", new PaymentEvent.IntentCanceled()),
        ("ChargeFound", new PaymentEvent.ChargeFound(First, "pi_1")),
        ("FoundUncharged", new PaymentEvent.FoundUncharged(TokenDeactivation.Expired)),
        ("CompletedWithoutCharge", new PaymentEvent.CompletedWithoutCharge()),
        ("SessionClosed", new PaymentEvent.SessionClosed(ClosedBecause.Canceled)),
        ("PageRequested", new PaymentEvent.PageRequested(OnPage)),
        ("PageOpened", new PaymentEvent.PageOpened(Page, IsOffered: true)),
        ("PageOpened(wrong total)", new PaymentEvent.PageOpened(Page, IsOffered: false)),
        ("PageRefused", new PaymentEvent.PageRefused("no")),
        ("PageExpired", new PaymentEvent.PageExpired("page_1")),
        ("PageNotOpened", new PaymentEvent.PageNotOpened()),
    ];

    private static readonly (string Name, ChargeAnswer Event)[] Answers =
    [
        ("Succeeded", new ChargeAnswer.Succeeded("pi_1")),
        ("Declined", new ChargeAnswer.Declined("no")),
        ("Rejected", new ChargeAnswer.Rejected("no")),
        ("NotExecuted", new ChargeAnswer.NotExecuted()),
        ("MustAuthenticate", new ChargeAnswer.MustAuthenticate("pi_1")),
        ("Processing", new ChargeAnswer.Processing("pi_1")),
        ("Canceled", new ChargeAnswer.Canceled()),
        ("Unknown", new ChargeAnswer.Unknown("time-out")),
    ];

    private static readonly (string Name, PageAnswer Event)[] PageAnswers =
    [
        ("Open", new PageAnswer.Open(Page)),
        ("Open(wrong total)", new PageAnswer.Open(Page with { Amount = 499 })),
        ("Open(wrong currency)", new PageAnswer.Open(Page with { Currency = "eur" })),
        ("Paid", new PageAnswer.Paid("page_1", "pi_1", 500, "usd")),
        ("Paid(wrong total)", new PageAnswer.Paid("page_1", "pi_1", 499, "usd")),
        ("Pending", new PageAnswer.Pending("page_1", "pi_1", 500, "usd")),
        ("Pending(wrong total)", new PageAnswer.Pending("page_1", "pi_1", 499, "usd")),
        ("Pending(wrong currency)", new PageAnswer.Pending("page_1", "pi_1", 500, "eur")),
        ("Expired", new PageAnswer.Expired("page_1")),
        ("Rejected", new PageAnswer.Rejected("no")),
        ("NotExecuted", new PageAnswer.NotExecuted()),
        ("Unknown", new PageAnswer.Unknown("time-out")),
    ];

    // The page ends after an hour; the newest send is that of the beginning.
    private static readonly (string Name, (PageFinding Finding, ChargeFinding? Lost, TimeSpan Asked) Event)[] PageFindings =
    [
        ("Found(Open)", (new PageFinding.Found(new PageAnswer.Open(Page)), null, TimeSpan.Zero)),
        ("Found(Paid)", (new PageFinding.Found(new PageAnswer.Paid("page_1", "pi_1", 500, "usd")), null, TimeSpan.Zero)),
        ("none, page could be made", (new PageFinding.NoneOfOurs(Now.AddMinutes(59)), NoCharge, TimeSpan.FromMinutes(59))),
        ("none, too late to make it", (new PageFinding.NoneOfOurs(Now.AddMinutes(65)), NoCharge, TimeSpan.FromMinutes(65))),
        ("none, late here only", (new PageFinding.NoneOfOurs(Now.AddMinutes(59)), NoCharge, TimeSpan.FromMinutes(65))),
        ("none, late there only", (new PageFinding.NoneOfOurs(Now.AddMinutes(65)), NoCharge, TimeSpan.FromMinutes(59))),
        ("none, time not told", (new PageFinding.NoneOfOurs(null), NoCharge, TimeSpan.FromHours(3))),
        ("none, charges not looked for", (new PageFinding.NoneOfOurs(Now.AddHours(3)), null, TimeSpan.FromHours(3))),
        ("none, of charges silence", (new PageFinding.NoneOfOurs(Now.AddHours(3)), new ChargeFinding.NotAnswered(), TimeSpan.FromHours(3))),
        ("none, a charge was declined", (new PageFinding.NoneOfOurs(Now.AddHours(3)), Lost(new ChargeAnswer.Declined("no")), TimeSpan.FromHours(3))),
        ("none, a charge was canceled", (new PageFinding.NoneOfOurs(Now.AddHours(3)), Lost(new ChargeAnswer.Canceled()), TimeSpan.FromHours(3))),
        ("none, a charge may come", (new PageFinding.NoneOfOurs(Now.AddHours(3)), Lost(new ChargeAnswer.Processing("pi_1")), TimeSpan.FromHours(3))),
        ("none, but a charge", (new PageFinding.NoneOfOurs(Now), Lost(new ChargeAnswer.Succeeded("pi_1")), TimeSpan.Zero)),
        ("none, charge of another sum", (new PageFinding.NoneOfOurs(Now.AddHours(3)), Lost(new ChargeAnswer.Succeeded("pi_1")) with { Amount = 499 }, TimeSpan.FromHours(3))),
        ("NotAnswered", (new PageFinding.NotAnswered(), null, TimeSpan.FromHours(3))),
    ];

    private static ChargeFinding.NoneOfOurs NoCharge => new(Token: null);

    private static readonly (string Name, (Quote Quote, bool IsOffered, bool LookedUp, TimeSpan After) Event)[] Presses =
    [
        ("pressed", (Costing(500), true, false, TimeSpan.Zero)),
        ("pressed, looked up", (Costing(500), true, true, TimeSpan.Zero)),
        ("pressed, not offered", (Costing(500), false, false, TimeSpan.Zero)),
        ("pressed, other total", (Costing(501), true, false, TimeSpan.Zero)),
        ("pressed, not ready", (Costing(500) with { Obstacles = [new Obstacle("missing", "$.x", "It lacks something.")] }, true, false, TimeSpan.Zero)),
        ("pressed, free", (Costing(0), true, false, TimeSpan.Zero)),
        ("pressed after 35 minutes", (Costing(500), true, true, TimeSpan.FromMinutes(35))),
        ("pressed after the page", (Costing(500), true, true, TimeSpan.FromHours(2))),
        ("pressed after the session", (Costing(500), true, true, TimeSpan.FromHours(7))),
    ];

    private static readonly TokenFacts Alive = new("usd", 500, null, null);
    private static readonly TokenFacts Dead = new("usd", 500, null, TokenDeactivation.Revoked);

    // The session lives for six hours, the provider's memory of a key is trusted for 23.
    private static readonly (string Name, (Occasion Occasion, TimeSpan After, TokenFacts Token) Event)[] Wakes =
    [
        ("due at once", (Occasion.Due, TimeSpan.Zero, Alive)),
        ("due after a minute", (Occasion.Due, TimeSpan.FromMinutes(1), Alive)),
        ("due, token dead", (Occasion.Due, TimeSpan.FromMinutes(1), Dead)),
        ("due after seven hours", (Occasion.Due, TimeSpan.FromHours(7), Alive)),
        ("due after a day", (Occasion.Due, TimeSpan.FromHours(24), Alive)),
        ("told at once", (Occasion.Told, TimeSpan.Zero, Alive)),
        ("told after seven hours", (Occasion.Told, TimeSpan.FromHours(7), Alive)),
        ("told after a day", (Occasion.Told, TimeSpan.FromHours(24), Alive)),
    ];

    private static readonly OfferedToken Same = new("spt_1", Reserved: null, LookedUp: null);

    private static readonly OfferedToken Stolen = Same with { IssuedTo = "q" };

    // A result that permits without a proof is as none.
    private static readonly (string Name, OfferedToken Event)[] Completes =
    [
        ("same token", Same),
        ("same token, new proof", Same with { BringsProof = true }),
        ("same token, denied", Same with { IsDenied = true }),
        ("another token", Same with { Token = "spt_2" }),
        ("another token, new proof", Same with { Token = "spt_2", BringsProof = true }),
        ("another token, denied", Same with { Token = "spt_2", IsDenied = true }),
        ("issued to another platform", Stolen),
        ("stolen, but held here", Stolen with { Reserved = new SharedPaymentToken.Reserved("cs_1", 1) }),
        ("stolen, but used here", Stolen with { Reserved = new SharedPaymentToken.Used("cs_1", Now) }),
        ("stolen, used elsewhere", Stolen with { Reserved = new SharedPaymentToken.Used(null, Now) }),
        ("issued to this platform", Same with { IssuedTo = "p" }),
        ("the attempt's token is dead", Same with { Charged = Dead }),
    ];

    private static readonly Quote Quote = new([], [], [], [], [], [], [new TotalLine(TotalType.Total, "Total", 500)], [], null);

    private static readonly (string Name, IssueState? State)[] Issues =
    [
        ("(never asked)", null),
        ("Pending(1 send)", new IssueState.Pending(Issue(1, sends: 1))),
        ("Pending(2 sends)", new IssueState.Pending(Issue(1, sends: 2))),
        ("Issued", new IssueState.Issued(Issue(1, sends: 1), "spt_1")),
        ("Refused(never sent)", new IssueState.Refused(0, null)),
        ("Refused", new IssueState.Refused(1, Issue(1, sends: 1))),
        ("Abandoned", new IssueState.Abandoned(Issue(1, sends: 2))),
    ];

    private static readonly (string Name, IssueEvent Event)[] IssueEvents =
    [
        ("Begun(1)", new IssueEvent.Begun(Issue(1, sends: 1))),
        ("Begun(2)", new IssueEvent.Begun(Issue(2, sends: 1))),
        ("SendRecorded", new IssueEvent.SendRecorded(Now)),
        ("TokenIssued", new IssueEvent.TokenIssued("spt_1")),
        ("RefusedByPolicy", new IssueEvent.RefusedByPolicy()),
        ("RefusedByProvider", new IssueEvent.RefusedByProvider("no")),
        ("Withdrawn", new IssueEvent.Withdrawn()),
        ("GivenUp", new IssueEvent.GivenUp()),
    ];

    private static readonly (string Name, IssueAnswer Event)[] IssueAnswers =
    [
        ("Issued", new IssueAnswer.Issued(IssuedAs("ti_1"))),
        ("Issued(another issue's)", new IssueAnswer.Issued(IssuedAs("ti_2"))),
        ("Declined", new IssueAnswer.Declined("no")),
        ("Refused", new IssueAnswer.Refused("no")),
        ("NotExecuted", new IssueAnswer.NotExecuted()),
        ("Unknown", new IssueAnswer.Unknown("time-out")),
    ];

    private static readonly (string Name, SharedPaymentToken? State)[] Tokens =
    [
        ("(never seen)", null),
        ("Free", new SharedPaymentToken.Free()),
        ("Reserved(cs_1)", new SharedPaymentToken.Reserved("cs_1", 1)),
        ("Used(cs_1)", new SharedPaymentToken.Used("cs_1", Now)),
        ("Used(elsewhere)", new SharedPaymentToken.Used(null, Now)),
        ("Revoked", new SharedPaymentToken.Revoked(Now)),
        ("Revoked(unconfirmed)", new SharedPaymentToken.Revoked(Now, "ann", "lost", Confirmed: false)),
        ("Expired", new SharedPaymentToken.Expired(Now)),
    ];

    private static readonly (string Name, TokenEvent Event)[] TokenEvents =
    [
        ("ReservedBy(cs_1)", new TokenEvent.ReservedBy("cs_1", 2)),
        ("ReservedBy(cs_2)", new TokenEvent.ReservedBy("cs_2", 1)),
        ("ReleasedBy(cs_1)", new TokenEvent.ReleasedBy("cs_1")),
        ("ReleasedBy(cs_2)", new TokenEvent.ReleasedBy("cs_2")),
        ("UsedBy(cs_1)", new TokenEvent.UsedBy("cs_1", Now, "pi_1", new Capture(500, "usd"))),
        ("UsedBy(cs_2)", new TokenEvent.UsedBy("cs_2", Now, "pi_1", new Capture(500, "usd"))),
        ("FoundUsedBy(cs_1)", new TokenEvent.FoundUsedBy(new TokenEvent.UsedBy("cs_1", Now, "pi_1", new Capture(500, "usd")))),
        ("Seen", new TokenEvent.Seen()),
        ("RevokedBy(ann)", new TokenEvent.RevokedBy("ann", "lost", Now, Confirmed: false)),
        ("TimeUp", new TokenEvent.TimeUp(Now)),
        ("FoundDeactivated(pi_2)", new TokenEvent.FoundDeactivated(TokenDeactivation.Consumed, Now, "pi_2", new Capture(400, "usd"))),
        ("FoundDeactivated(Consumed)", new TokenEvent.FoundDeactivated(TokenDeactivation.Consumed, Now)),
        ("FoundDeactivated(Revoked)", new TokenEvent.FoundDeactivated(TokenDeactivation.Revoked, Now)),
        ("FoundDeactivated(Expired)", new TokenEvent.FoundDeactivated(TokenDeactivation.Expired, Now)),
        ("FoundDeactivated(Other)", new TokenEvent.FoundDeactivated(TokenDeactivation.Other, Now)),
    ];

    [Fact]
    public void Payments_change_as_the_table_says() => TransitionTable.MatchesCheckedIn(
        "Payment.transitions.txt", TransitionTable.Render(Payments, PaymentEvents, (state, change) => NameOf(Payment.Evolve(state, change))));

    [Fact]
    public void Answers_settle_as_the_table_says() => TransitionTable.MatchesCheckedIn(
        "Answer.transitions.txt",
        TransitionTable.Render(Payments, Answers, (state, answer) => AnswerDecider.OnAnswer(state, answer)?.GetType().Name ?? "(nothing settled)"));

    [Fact]
    public void A_complete_does_as_the_table_says() => TransitionTable.MatchesCheckedIn(
        "Complete.transitions.txt",
        TransitionTable.Render(Payments, Completes, (state, offered) => NameOf(CompleteDecider.OnComplete(Session(state), offered, Quote, Now))));

    [Fact]
    public void Answers_about_pages_settle_as_the_table_says() => TransitionTable.MatchesCheckedIn(
        "PageAnswer.transitions.txt",
        TransitionTable.Render(Payments, PageAnswers, (state, answer) => PageDecider.OnAnswer(state, answer) is { } change ? NameOf(change) : "(nothing settled)"));

    [Fact]
    public void Findings_of_pages_settle_as_the_table_says() => TransitionTable.MatchesCheckedIn(
        "PageFinding.transitions.txt",
        TransitionTable.Render(
            Payments,
            PageFindings,
            (state, it) => PageDecider.OnFinding(Session(state), it.Finding, it.Lost, Now + it.Asked) is { } change ? NameOf(change) : "(nothing settled)"));

    [Fact]
    public void What_a_closed_page_collected_is_never_taken_for_the_charge_of_a_used_token()
    {
        var used = Same with
        {
            LookedUp = new TokenLookup.Found(Alive with { Deactivation = TokenDeactivation.Consumed }),
            Earlier = new ChargeFinding.Found("pi_1", new ChargeAnswer.Succeeded("pi_1"), 1, 500, "usd"),
        };
        var session = Session(new Payment.Open(1)) with { Quote = Quote };

        Assert.IsType<CompleteDecision.AdoptCharge>(CompleteDecider.OnComplete(session, used, Quote, Now));
        Assert.IsType<CompleteDecision.PutBeforeAPerson>(CompleteDecider.OnComplete(
            session with { ClosedPages = [new ClosedPage(1, "page_1", null, "acct")] }, used, Quote, Now));
    }

    [Fact]
    public void Nor_for_one_that_its_record_has_lost()
    {
        var finding = new PageFinding.NoneOfOurs(Now);
        var session = Session(new Payment.PageOpening(OnPage with { Number = 2 }));

        Assert.IsType<PaymentEvent.ChargeFound>(PageDecider.OnFinding(session, finding, Lost(new ChargeAnswer.Succeeded("pi_1")), Now));
        Assert.Null(PageDecider.OnFinding(
            session with { ClosedPages = [new ClosedPage(1, "page_1", null, "acct")] }, finding, Lost(new ChargeAnswer.Succeeded("pi_1")), Now));
    }

    [Fact]
    public void A_press_does_as_the_table_says() => TransitionTable.MatchesCheckedIn(
        "Press.transitions.txt",
        TransitionTable.Render(Payments, Presses, (state, press) => NameOf(PageDecider.OnPress(
            Session(state) with { Quote = press.Quote.Total == 0 ? Costing(0) : Costing(500) }, press.Quote, press.IsOffered, press.LookedUp, Now + press.After))));

    [Fact]
    public void A_wish_to_have_a_page_closed_does_as_the_table_says() => TransitionTable.MatchesCheckedIn(
        "ClosePage.transitions.txt",
        TransitionTable.Render(
            Payments,
            [("at once", TimeSpan.Zero), ("after 35 minutes", TimeSpan.FromMinutes(35)), ("after a day", TimeSpan.FromHours(24))],
            (state, after) => PageDecider.OnClose(state, Now + after) is { } decision ? NameOf(decision) : "(nothing in the way)"));

    [Fact]
    public void A_wake_does_as_the_table_says() => TransitionTable.MatchesCheckedIn(
        "Wake.transitions.txt",
        TransitionTable.Render(Payments, Wakes, (state, wake) => SettleDecider.OnWake(
            Session(state), wake.Token, wake.Occasion, Now + wake.After, new CheckoutOptions()).GetType().Name));

    [Fact]
    public void Every_settling_event_can_follow_its_state()
    {
        foreach (var (_, state) in Payments)
        {
            foreach (var (_, answer) in Answers)
            {
                if (AnswerDecider.OnAnswer(state, answer) is { } change)
                {
                    Assert.NotNull(Payment.Evolve(state, change)); // Throws where a decision leads into a bug.
                }
            }

            foreach (var (_, answer) in PageAnswers)
            {
                if (PageDecider.OnAnswer(state, answer) is { } change)
                {
                    Assert.NotNull(Payment.Evolve(state, change));
                }
            }
        }
    }

    [Fact]
    public void Tokens_change_as_the_table_says() => TransitionTable.MatchesCheckedIn(
        "SharedPaymentToken.transitions.txt",
        TransitionTable.Render(Tokens, TokenEvents, (state, change) => NameOf(SharedPaymentToken.Evolve(state, change))));

    [Fact]
    public void Issues_change_as_the_table_says() => TransitionTable.MatchesCheckedIn(
        "TokenIssue.transitions.txt", TransitionTable.Render(Issues, IssueEvents, (state, change) => NameOf(IssueState.Evolve(state, change))));

    [Fact]
    public void An_issuers_answer_settles_as_the_table_says() => TransitionTable.MatchesCheckedIn(
        "IssueAnswer.transitions.txt",
        TransitionTable.Render(
            Issues.Where(entry => entry.State is not null),
            IssueAnswers,
            (state, answer) => IssueDecider.OnAnswer("ti_1", state!, answer)?.GetType().Name ?? "(nothing settled)"));

    [Fact]
    public void No_state_event_or_answer_is_missing_from_the_tables()
    {
        Assert.Equal(Cases(typeof(Payment)), Seen(Payments.Select(entry => entry.State)));
        Assert.Equal(Cases(typeof(PaymentEvent)), Seen(PaymentEvents.Select(entry => entry.Event)));
        Assert.Equal(Cases(typeof(ChargeAnswer)), Seen(Answers.Select(entry => entry.Event)));
        Assert.Equal(Cases(typeof(PageAnswer)), Seen(PageAnswers.Select(entry => entry.Event)));
        Assert.Equal(Cases(typeof(PageFinding)), Seen(PageFindings.Select(entry => entry.Event.Finding)));
        Assert.Equal(Cases(typeof(SharedPaymentToken)), Seen(Tokens.Where(entry => entry.State is not null).Select(entry => entry.State!)));
        Assert.Equal(Cases(typeof(TokenEvent)), Seen(TokenEvents.Select(entry => entry.Event)));
        Assert.Equal(Cases(typeof(IssueState)), Seen(Issues.Where(entry => entry.State is not null).Select(entry => entry.State!)));
        Assert.Equal(Cases(typeof(IssueEvent)), Seen(IssueEvents.Select(entry => entry.Event)));
        Assert.Equal(Cases(typeof(IssueAnswer)), Seen(IssueAnswers.Select(entry => entry.Event)));
    }

    private static string[] Cases(Type closed) =>
        [.. closed.GetNestedTypes(BindingFlags.Public).Where(closed.IsAssignableFrom).Select(type => type.Name).Order(StringComparer.Ordinal)];

    private static string[] Seen(IEnumerable<object> values) =>
        [.. values.Select(value => value.GetType().Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string NameOf(object state) => state switch
    {
        Payment.Open s => $"Open({s.Refused} refused)",
        Payment.Charging s => $"Charging({s.Attempt.Sends} sends)",
        Payment.Waiting s => $"Waiting({s.For})",
        Payment.Closed s => $"Closed({s.Because})",
        Payment.PageOpening s => $"PageOpening({s.Attempt.Sends} sends)",
        Payment.PageOpen s => s.IsOffered ? "PageOpen" : "PageOpen(wrong total)",
        PaymentEvent.PageOpened s => s.IsOffered ? "PageOpened" : "PageOpened(wrong total)",
        PaymentEvent.LeftWaiting s => $"LeftWaiting({s.For})",
        PageDecision.Refuse s => $"Refuse({s.Refusal.Rule})",
        SharedPaymentToken.Reserved s => $"Reserved({s.Session}, {s.Attempt})",
        SharedPaymentToken.Used s => $"Used({s.Session ?? "elsewhere"}, {s.PaymentIntent ?? "?"}, {s.Captured?.Amount.ToString(CultureInfo.InvariantCulture) ?? "?"})",
        SharedPaymentToken.Revoked s => $"Revoked(by {s.By ?? "provider"}{(s.Confirmed ? string.Empty : ", unconfirmed")})",
        CompleteDecision.Refuse s => $"Refuse({s.Refusal.Rule})",
        IssueState.Pending s => $"Pending({s.Current.Number}, {s.Current.Sends} sends)",
        IssueState s => $"{s.GetType().Name}({s.LastNumber})",
        _ => state.GetType().Name,
    };

    private static ChargeFinding.Found Lost(ChargeAnswer answer) => new("pi_1", answer, 1, 500, "usd");

    private static IssueAttempt Issue(int number, int sends) => new(
        number,
        $"acp:ti_1:{number}",
        new IssueCall("p", "/spt", "k", "f"),
        new FrozenRequest("POST /issue", default, "v", "acct"),
        sends,
        Now,
        LastSentAt: null,
        Now.AddMinutes(5),
        "shop.example",
        500,
        AmountKind.Maximum,
        "usd",
        Mandate: null,
        Metadata: null,
        []);

    private static IssuedFacts IssuedAs(string issue) => new("spt_1", new TokenFacts("usd", 500, Now.AddMinutes(5), null), Now, null, issue);

    private static Quote Costing(long total) => new([], [], [], [], [], [], [new TotalLine(TotalType.Total, "Total", total)], [], null);

    private static CheckoutSession Session(Payment payment) => new(
        "cs_1", "p", "usd", null, null, null, Quote: null!, [], null, null, null, null, payment, null, Now, Now, Now.AddHours(6));

    private static ChargeAttempt Attempt(int sends) => new(
        1, 500, "usd", "spt_1", "spt_1", "acp:cs_1:1", new FrozenRequest("POST /charge", default, "v", "acct"), sends, Now, []);
}
