using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Payments;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Tests;

public sealed class When_an_event_is_kept : IDisposable
{
    private const string Token = "spt_0001";
    private const string Key = "k";
    private readonly World world = new();
    private int events;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task It_is_kept_before_it_is_treated_and_once_for_all_its_deliveries()
    {
        await Issued();
        world.Issuer.UseElsewhere(Token, 400);
        var used = Used();

        Assert.True(await Event(used).Keep(used));
        Assert.Equal(ProviderEventStatus.Waiting, (await Event(used).Retrieve())!.Status);
        Assert.False(await Event(used, world.StartProcess()).Keep(used));
        await Event(used).Wake();

        Assert.Equal((ProviderEventStatus.Treated, 1), ((await Event(used).Retrieve())!.Status, (await Event(used).Retrieve())!.Tries));
        Assert.Equal("pi_9", (await world.Token(Token).Retrieve())!.PaymentIntent);
        Assert.False(await Event(used).Keep(used));
        Assert.Empty(await world.Store.ClaimDue("event", world.Clock.Now.AddDays(9), TimeSpan.FromMinutes(1), 10));
    }

    [Fact]
    public async Task A_hundred_deliveries_at_once_are_one()
    {
        await Issued();
        world.Issuer.UseElsewhere(Token, 400);
        var (used, other) = (Used(), world.StartProcess());

        var kept = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            var isNew = await Event(used, i % 2 == 0 ? other : null).Keep(used);
            await Event(used, i % 2 == 0 ? other : null).Wake();
            return isNew;
        })));

        Assert.Single(kept, isNew => isNew);
        Assert.Equal(ProviderEventStatus.Treated, (await Event(used).Retrieve())!.Status);
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task A_process_that_dies_after_it_was_kept_leaves_it_to_the_loop()
    {
        await Issued();
        world.Issuer.UseElsewhere(Token, 400);
        var used = Used();
        await Event(used).Keep(used);

        await world.LetPass(TimeSpan.FromSeconds(10));

        Assert.Equal(SharedPaymentTokenStatus.Used, (await world.Token(Token).Retrieve())!.Status);
        Assert.Equal(ProviderEventStatus.Treated, (await Event(used).Retrieve())!.Status);
    }

    [Fact]
    public async Task A_type_that_nobody_waits_for_is_kept_and_that_is_all()
    {
        var facts = Used() with { Subject = EventSubject.Unknown };

        Assert.True(await Event(facts).Keep(facts));
        await Event(facts).Wake();

        Assert.Equal((ProviderEventStatus.Kept, 0), ((await Event(facts).Retrieve())!.Status, (await Event(facts).Retrieve())!.Tries));
        Assert.Empty(await world.Store.ClaimDue("event", world.Clock.Now.AddDays(9), TimeSpan.FromMinutes(1), 10));
    }

    /// <summary>It bears no mark: whose its payment is, the provider is asked.</summary>
    [Theory]
    [InlineData(EventSubject.Refund)]
    [InlineData(EventSubject.Dispute)]
    public async Task What_is_about_a_strangers_payment_is_kept_and_that_is_all(EventSubject subject)
    {
        var facts = Used() with { Subject = subject, Session = null, Issue = null, Token = null, Intent = "pi_stranger" };
        world.Stripe.Faults.Next(Fakes.FaultKind.LoseReply, Fakes.StripeCall.LookUpIntent);

        await Event(facts).Keep(facts);
        await Event(facts).Wake();
        Assert.Equal((ProviderEventStatus.Waiting, "provider not answered"), ((await Event(facts).Retrieve())!.Status, (await Event(facts).Retrieve())!.Why));

        await Event(facts).Wake();
        Assert.Equal(ProviderEventStatus.Kept, (await Event(facts).Retrieve())!.Status);
    }

    /// <summary>Its own session is forgotten: a dispute bears no mark, but its payment does.</summary>
    [Theory]
    [InlineData(EventSubject.Refund)]
    [InlineData(EventSubject.Dispute)]
    public async Task What_is_about_a_payment_of_ours_that_nobody_knows_any_more_is_an_orphan_that_names_its_session(EventSubject subject)
    {
        var provider = (IPaymentProvider)world.Refunds;
        var charge = provider.Freeze(new ChargeOrder("cs_forgotten", 1, 500, "usd", "spt_1"));
        var paid = Assert.IsType<ChargeAnswer.Succeeded>(await provider.Charge("acp:cs_forgotten:1", charge, DateTimeOffset.MaxValue));
        var facts = Used() with { Subject = subject, Session = null, Issue = null, Token = null, Intent = paid.IntentId };

        await Tell(facts);
        await world.LetPass(EventDecider.WaitsForItsRecord + TimeSpan.FromSeconds(20));

        var kept = (await Event(facts).Retrieve())!;
        Assert.Equal((ProviderEventStatus.Orphaned, "nobody knows it", "cs_forgotten"), (kept.Status, kept.Why, kept.Facts.Session));
        Assert.Equal(ProviderEventStatus.Waiting, (await Event(facts).TryAgain("ann", "why"))!.Status);
    }

    [Fact]
    public async Task One_of_a_hosted_page_has_its_session_look()
    {
        var id = await world.PageOpenFor();
        var intent = world.Pages.Pay(id);

        await Tell(new EventFacts("evt_page", "checkout.session.completed", EventSubject.HostedPage, world.Clock.Now, id, null, null, intent));

        Assert.Equal(intent, Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment).IntentId);
    }

    [Fact]
    public async Task One_of_a_hosted_page_that_lies_changes_nothing()
    {
        var id = await world.PageOpenFor();

        await Tell(new EventFacts("evt_page", "checkout.session.completed", EventSubject.HostedPage, world.Clock.Now, id, null, null, "pi_none"));

        Assert.IsType<Payment.PageOpen>((await world.Stored(id)).Payment);
    }

    /// <summary>As where nobody placed the order for hours, and somebody gave the money back in the provider's dashboard.</summary>
    [Theory]
    [InlineData(EventSubject.Refund)]
    [InlineData(EventSubject.Dispute)]
    public async Task One_of_money_that_goes_back_reaches_the_order_that_only_comes_of_it(EventSubject subject)
    {
        PaysWhereOrdersLook();
        var id = await world.PageOpenFor();
        var intent = world.Pages.Pay(id);

        await Tell(new EventFacts("evt_back", "charge.refunded", subject, world.Clock.Now, id, null, null, intent));

        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
        Assert.Contains(world.Stripe.Ledger, call => call.Call == Fakes.StripeCall.LookUpIntent);
    }

    [Fact]
    public async Task One_of_money_that_goes_back_waits_while_the_payment_is_not_known()
    {
        PaysWhereOrdersLook();
        var id = await world.PageOpenFor();
        var facts = new EventFacts("evt_back", "charge.refunded", EventSubject.Refund, world.Clock.Now, id, null, null, world.Pages.Pay(id));
        world.Pages.LookUpsFail = true;
        await Tell(facts);
        Assert.Equal(ProviderEventStatus.Waiting, (await Event(facts).Retrieve())!.Status);

        world.Pages.LookUpsFail = false;
        await world.LetPass(TimeSpan.FromMinutes(2));

        Assert.Equal(ProviderEventStatus.Treated, (await Event(facts).Retrieve())!.Status);
        Assert.Contains(world.Stripe.Ledger, call => call.Call == Fakes.StripeCall.LookUpIntent);
    }

    [Fact]
    public async Task One_of_what_a_session_gives_back_by_itself_is_the_sessions_though_it_has_an_order()
    {
        var id = await world.PageOpenFor();
        await world.Complete(id, "spt_1");
        var intent = world.Pages.PayAllTheSame(id);
        await world.Session(id).LookAgain(intent);
        world.Pages.RefundsComeToNothing = true;

        await Tell(new EventFacts("evt_back", "refund.failed", EventSubject.Refund, world.Clock.Now, id, null, null, intent));

        Assert.Equal(PageRefundState.Failed, Assert.Single((await world.Stored(id)).PageRefunds).State);
    }

    /// <summary>As where the provider is faster than the reply that issues the token.</summary>
    [Fact]
    public async Task One_that_is_faster_than_the_issues_own_reply_settles_the_issue()
    {
        await world.Register();
        world.Issuer.Faults.Enqueue(IssuerFault.ReplyLost);
        await world.Issue(key: Key);
        world.Issuer.UseElsewhere(Token, 400);

        await Tell(Used());

        Assert.IsType<IssueState.Issued>((await world.StoredIssue(Key))!.State);
        Assert.Equal(("pi_9", World.Shop), ((await world.Token(Token).Retrieve())!.PaymentIntent, (await world.Token(Token).Retrieve())!.Merchant));
        Assert.Equal((201, "spt_0001 Used 500 usd"), Told.Of(await world.Issue(key: Key)));
        Assert.Single(world.Issuer.Sends);
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task A_token_that_turns_up_after_its_issue_was_given_up_is_listed_all_the_same()
    {
        await world.Register();
        world.Issuer.Faults.Enqueue(IssuerFault.ReplyLost);
        Enumerable.Range(0, 100).ToList().ForEach(_ => world.Issuer.Faults.Enqueue(IssuerFault.RequestLost));
        await world.Issue(key: Key);
        world.Issuer.UseElsewhere(Token, 400);
        await world.LetPass(TimeSpan.FromMinutes(6));
        Assert.IsType<IssueState.Abandoned>((await world.StoredIssue(Key))!.State);

        await Tell(Used());

        var token = (await world.Token(Token).Retrieve())!;
        Assert.Equal((SharedPaymentTokenStatus.Used, "pi_9", World.Shop), (token.Status, token.PaymentIntent, token.Merchant));
        Assert.Equal((201, "spt_0001 Used 500 usd"), Told.Of(await world.Issue(key: Key)));
        await Counted.Agrees(world);
    }

    /// <summary>An id in somebody's metadata is no proof: the token itself must name the issue.</summary>
    [Fact]
    public async Task One_that_names_another_tokens_issue_writes_nothing_down()
    {
        await Issued();
        world.Issuer.Faults.Enqueue(IssuerFault.ReplyLost);
        await world.Issue(key: "another");

        await Tell(Used() with { Token = "spt_0002" });

        Assert.Null(await world.Token("spt_0002").Retrieve());
    }

    [Fact]
    public async Task One_with_our_mark_waits_a_quarter_of_an_hour_for_its_record_and_is_then_an_orphan()
    {
        var used = Used();
        await Tell(used);
        Assert.Equal(ProviderEventStatus.Waiting, (await Event(used).Retrieve())!.Status);

        await world.LetPass(EventDecider.WaitsForItsRecord - TimeSpan.FromSeconds(10));
        Assert.Equal(ProviderEventStatus.Waiting, (await Event(used).Retrieve())!.Status);
        await world.LetPass(TimeSpan.FromSeconds(20));

        Assert.Equal((ProviderEventStatus.Orphaned, "nobody knows it"), ((await Event(used).Retrieve())!.Status, (await Event(used).Retrieve())!.Why));
    }

    [Fact]
    public async Task One_that_waited_is_treated_once_its_record_is_there()
    {
        await world.Register();
        var used = Used() with { Issue = null, Session = "cs_later" , Token = "spt_granted" };
        await Tell(used);

        Told.Completed(await world.Complete(await world.ReadySession(id: "cs_later"), "spt_granted"));
        await world.LetPass(TimeSpan.FromMinutes(1));

        Assert.Equal(ProviderEventStatus.Treated, (await Event(used).Retrieve())!.Status);
    }

    [Fact]
    public async Task While_the_provider_is_out_it_is_tried_ever_more_seldom_then_dead_and_a_person_can_wake_it()
    {
        await Issued();
        world.Issuer.UseElsewhere(Token, 400);
        world.Issuer.LookUpsFail = true;
        var used = Used();
        await Tell(used);
        await world.LetPass(TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(10));
        Assert.Equal((ProviderEventStatus.Waiting, 9), ((await Event(used).Retrieve())!.Status, (await Event(used).Retrieve())!.Tries));

        await world.LetPass(TimeSpan.FromHours(3), TimeSpan.FromMinutes(1));
        Assert.Equal((ProviderEventStatus.Dead, EventDecider.MaxTries, "provider not answered"),
            ((await Event(used).Retrieve())!.Status, (await Event(used).Retrieve())!.Tries, (await Event(used).Retrieve())!.Why));
        Assert.Empty(await world.Store.ClaimDue("event", world.Clock.Now.AddDays(9), TimeSpan.FromMinutes(1), 10));
        world.Issuer.LookUpsFail = false;

        Assert.Equal(ProviderEventStatus.Waiting, (await Event(used).TryAgain("ann", "Stripe is back"))!.Status);
        await world.LetPass(TimeSpan.FromSeconds(10));

        Assert.Equal(ProviderEventStatus.Treated, (await Event(used).Retrieve())!.Status);
        Assert.Equal(SharedPaymentTokenStatus.Used, (await world.Token(Token).Retrieve())!.Status);
        Assert.Single(await world.Store.ReadAudit(EventRecord.KeyOf(used.Id)), entry => entry is { Actor: "ann", Event: "event.tried_again" });
    }

    /// <summary>As where a call takes longer than the engine waits, or what is stored cannot be read.</summary>
    [Fact]
    public async Task A_failure_that_nobody_foresaw_is_a_try_too_quotes_nothing_and_comes_to_an_end()
    {
        await Issued();
        var used = Used();
        await Event(used).Keep(used);

        for (var tries = 1; tries <= EventDecider.MaxTries; tries++)
        {
            await new ProviderEventActor(used.Id, world.TokenPorts, new Broken()).Wake();
            Assert.Equal(tries, (await Event(used).Retrieve())!.Tries);
        }

        Assert.Equal((ProviderEventStatus.Dead, "failed"), ((await Event(used).Retrieve())!.Status, (await Event(used).Retrieve())!.Why));
        Assert.DoesNotContain(await world.Store.ReadAudit(EventRecord.KeyOf(used.Id)), entry => entry.Detail.Contains("spt_", StringComparison.Ordinal));
        await Event(used).TryAgain("ann", "mended");
        await Event(used).Wake();
        Assert.Equal(ProviderEventStatus.Treated, (await Event(used).Retrieve())!.Status);
    }

    [Fact]
    public async Task Only_what_is_dead_or_an_orphan_can_be_tried_again()
    {
        await Issued();
        var used = Used();
        await Tell(used);

        Assert.Equal(ProviderEventStatus.Treated, (await Event(used).TryAgain("ann", null))!.Status);
        Assert.Null(await world.Grains.Get<IProviderEvent>("evt_none").TryAgain("ann", null));
        Assert.Null(await world.Grains.Get<IProviderEvent>("evt_none").Retrieve());
    }

    [Theory]
    [InlineData(StoreFault.LostBefore, ProviderEventStatus.Waiting)]
    [InlineData(StoreFault.LostAfterAndSilent, ProviderEventStatus.Treated)]
    public async Task What_the_store_loses_is_treated_by_the_loop(StoreFault fault, ProviderEventStatus before)
    {
        await Issued();
        var used = Used();
        await Event(used).Keep(used);
        world.Store.Faults.Enqueue(fault);
        await Assert.ThrowsAsync<Store.StoreUnavailableException>(async () => await Event(used).Wake());
        Assert.Equal(before, (await Event(used).Retrieve())!.Status);

        await world.LetPass(TimeSpan.FromSeconds(10));

        Assert.Equal(ProviderEventStatus.Treated, (await Event(used).Retrieve())!.Status);
    }

    [Fact]
    public async Task A_payments_event_makes_its_session_look()
    {
        world.Options.SendsPerCall = 1;
        var id = await world.ReadySession();
        world.Lose(1, Fault.ReplyLost);
        await world.Complete(id, "spt_1");

        await Tell(new EventFacts("evt_paid", "payment_intent.succeeded", EventSubject.Payment, world.Clock.Now, id, null, null, "pi_1"));

        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
        Assert.Equal(ProviderEventStatus.Treated, (await world.Grains.Get<IProviderEvent>("evt_paid").Retrieve())!.Status);
    }

    /// <summary>Nobody else will ever ask for it: the session is over.</summary>
    [Fact]
    public async Task A_stray_payment_that_cannot_be_looked_up_just_now_is_put_before_a_person_later()
    {
        var id = await world.ReadySession();
        await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null));
        var request = world.Provider.Freeze(new ChargeOrder(id, 7, 500, "usd", "spt_elsewhere"));
        var stray = Assert.IsType<ChargeAnswer.Succeeded>(await world.Provider.Charge($"acp:{id}:7", request, DateTimeOffset.MaxValue)).IntentId;
        world.Provider.IntentLookUpsFail = true;
        await Tell(new EventFacts("evt_paid", "payment_intent.succeeded", EventSubject.Payment, world.Clock.Now, id, null, null, stray));
        world.Provider.IntentLookUpsFail = false;

        await world.LetPass(TimeSpan.FromMinutes(1));

        Assert.Single(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Event == "provider.stray_charge");
        Assert.Equal(ProviderEventStatus.Treated, (await world.Grains.Get<IProviderEvent>("evt_paid").Retrieve())!.Status);
    }

    /// <summary>Nothing was kept under the key when the first was given up, so the second may have asked for something else.</summary>
    [Fact]
    public async Task A_token_of_an_attempt_that_another_one_followed_is_listed_as_what_it_is()
    {
        await world.Register();
        world.Issuer.Faults.Enqueue(IssuerFault.ReplyLost);
        Enumerable.Range(0, 100).ToList().ForEach(_ => world.Issuer.Faults.Enqueue(IssuerFault.RequestLost));
        await world.Issue(key: Key);
        await world.LetPass(TimeSpan.FromMinutes(6));
        world.Issuer.Faults.Clear();
        Assert.Equal((201, "spt_0002 Active 700 usd"), Told.Of(await world.Issue(World.Wish(700, AmountKind.Exact), Key, body: "another")));

        await Tell(Used());

        var token = (await world.Token(Token).Retrieve())!;
        Assert.Equal((500, AmountKind.Maximum, null, null), (token.Amount, token.AmountKind, token.Mandate, token.Metadata));
        await Counted.Agrees(world);
    }

    private async Task Issued()
    {
        await world.Register();
        await world.Issue(key: Key);
    }

    private EventFacts Used() => new(
        $"evt_{++events}", "shared_payment.issued_token.used", EventSubject.IssuedToken, world.Clock.Now,
        Session: null, IssueIds.Of(World.Platform, "/spt", Key), Token, "pi_9");

    private IProviderEvent Event(EventFacts facts, IGrains? process = null) => (process ?? world.Grains).Get<IProviderEvent>(facts.Id);

    // An order asks only on the account that its payment was made on.
    private void PaysWhereOrdersLook() =>
        world.Pages.Account = world.Refunds.FreezeRefund(new RefundOrder("pi_1", 1, RefundReason.Duplicate, 1, "cs_1", Order: null)).Account;

    private async Task Tell(EventFacts facts)
    {
        await Event(facts).Keep(facts);
        await Event(facts).Wake();
    }

    private sealed class Broken : IGrains
    {
        public T Get<T>(string id)
            where T : class => throw new TimeoutException($"{id} did not answer about {Token}.");
    }
}
