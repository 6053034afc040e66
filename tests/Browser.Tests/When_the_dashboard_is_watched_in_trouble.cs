using Acp.Fakes;
using Microsoft.AspNetCore.Http;

namespace Acp.Browser.Tests;

/// <summary>
/// In a storm, while the provider is out, and under a heap of dead letters: what stands on the page is what the fake's
/// ledger and the receiver have counted, told by the stream. Pictures are kept where <c>ACP_SCREENSHOTS</c> names a folder.
/// </summary>
public sealed class When_the_dashboard_is_watched_in_trouble : IAsyncLifetime
{
    private const string AllIsWell = "Every charge is accounted for.";
    private static readonly TimeSpan Unknown = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan UntilGivenUp = TimeSpan.FromDays(4);

    private OperatedShop shop = null!;

    public When_the_dashboard_is_watched_in_trouble() => Assert.SkipUnless(Browser.IsPresent, Browser.WhyAbsent);

    public async ValueTask InitializeAsync() => shop = await OperatedShop.Open(("Checkout:CompleteBudget", "00:00:02"), ("Checkout:RepeatDelay", "00:00:00.1"), ("Stripe:Timeout", "00:00:01"));

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task A_storm_of_retries_is_as_many_charges_as_there_are_checkouts()
    {
        using var browser = new Browser();
        browser.LogIn(shop);
        browser.Shows("paid", 0);
        var sessions = await Sessions(30);

        // Each of them five times at once, with keys and tokens of all kinds, and now and then the provider loses a reply.
        shop.Stripe.Faults.Often(FaultKind.LoseReply, 0.1, StripeCall.Charge, seed: 8);
        var answers = await Task.WhenAll(sessions.SelectMany(session => Enumerable.Range(0, 5).Select(i => shop.Complete(session, $"tok_{i % 3}", $"{session}-{i % 4}"))));
        shop.Stripe.Faults.Clear();
        Assert.All(answers, answer => answer.Dispose());
        await EachIsPaid(sessions);

        Assert.All(sessions, session => Assert.Single(shop.Stripe.ChargesOf(session)));
        browser.Shows("tokens used", shop.Charges.Count);
        browser.Shows("paid", shop.Charges.Count);
        browser.Shows("unknown", 0);
        browser.Reads(AllIsWell);
        browser.HasPlotted("Completes");
        browser.HasPlotted("How long a complete takes");
        browser.Holds("return /[1-9]\\d* checkout session/.test(document.querySelector('main table')?.textContent ?? '')");
        Pictures(browser, "storm");
    }

    [Fact]
    public async Task An_outage_of_the_provider_leaves_as_many_unknown_as_its_ledger_has_unanswered()
    {
        using var browser = new Browser();
        browser.LogIn(shop);
        browser.Shows("paid", 0);
        var (paid, caught, late) = (await Sessions(6), await Sessions(4), await Sessions(6));
        await Complete(paid);

        // The provider charges, and its replies are lost; then it cannot be reached at all.
        shop.Stripe.Faults.Often(FaultKind.LoseReply, 1, StripeCall.Charge);
        shop.Stripe.Faults.Often(FaultKind.LoseRequest, 1, StripeCall.ListIntents);
        await Complete(caught);
        shop.Stripe.Faults.Clear();
        shop.Stripe.Faults.Often(FaultKind.LoseRequest, 1, StripeCall.Any);
        await Complete(late);
        shop.Clock.Forward(Unknown);

        var unanswered = shop.Stripe.Ledger.Where(entry => entry is { Call: StripeCall.Charge, Fault: FaultKind.LoseReply }).Select(entry => entry.Session).Distinct().Count();
        Assert.Equal(caught.Count, unanswered);
        browser.Shows("unknown", unanswered);
        browser.Reads($"{unanswered} payments wait for the provider's word.");
        browser.Shows("tokens used", paid.Count);
        browser.Shows("paid", paid.Count);
        Pictures(browser, "outage");
        browser.Visit("attention", "Attention");
        Assert.Equal(unanswered, browser.Ask<long>("return [...document.querySelectorAll('main button')].filter(it => it.textContent === 'Resolve').length"));
        browser.Picture("dashboard-outage-attention");

        shop.Stripe.Faults.Clear();
        await EachIsPaid(caught);
        Assert.All(caught, session => Assert.Single(shop.Stripe.ChargesOf(session)));
        Assert.All(late, session => Assert.Empty(shop.Stripe.ChargesOf(session)));
        browser.Visit("overview", "Overview");
        browser.Reads(AllIsWell);
        browser.Shows("tokens used", shop.Charges.Count);
    }

    [Fact]
    public async Task A_heap_of_dead_letters_is_as_high_as_what_the_receiver_never_took()
    {
        using var browser = new Browser();
        browser.LogIn(shop);
        await Failed(4);
        await Failed(4);
        shop.Merchant.Status = StatusCodes.Status500InternalServerError;
        shop.Clock.Forward(UntilGivenUp);
        await Eventually.True(async () => await Count("deadLetters") == shop.Merchant.Refused.Count, within: TimeSpan.FromMinutes(3));
        var dead = shop.Merchant.Refused.Count;
        Assert.InRange(dead, 1, 8);

        browser.Shows("dead letters", dead);
        browser.Reads("dead letters, to be sent again");
        Pictures(browser, "dead-letters");

        shop.Merchant.Status = StatusCodes.Status200OK;
        browser.Visit("deliveries?status=dead", "Deliveries");
        browser.Picture("dashboard-dead-letters-list");
        browser.Press("Redeliver");
        browser.Write("Reason", "the receiver is mended");
        browser.Press("Send it again");
        browser.Reads("It is sent again.");
        await Eventually.True(() => shop.Merchant.Refused.Count == dead - 1);
        browser.Visit("overview", "Overview");
        browser.Shows("dead letters", dead - 1);
        Assert.Equal(dead - 1, shop.Merchant.Refused.Count);
    }

    private static void Pictures(Browser browser, string scene)
    {
        browser.IsFedByTheStream();
        browser.Holds("return document.querySelector('.old') === null"); // A clock that was set forward leaves what is asked seldom behind.
        browser.Look(1280, 1120, "light");
        browser.Picture($"dashboard-{scene}");
        browser.Look(1280, 1120, "dark");
        browser.Picture($"dashboard-{scene}-dark");
        browser.Look(390, 1560, "light");
        browser.Picture($"dashboard-{scene}-phone");
        browser.Look(1280, 1120, "light");
    }

    private async Task<IReadOnlyList<string>> Sessions(int count) => await Task.WhenAll(Enumerable.Range(0, count).Select(_ => shop.Ready()));

    private async Task Complete(IReadOnlyList<string> sessions)
    {
        foreach (var answer in await Task.WhenAll(sessions.Select(session => shop.Complete(session, "tok_visa"))))
        {
            answer.Dispose();
        }
    }

    /// <summary>By the loop that settles what its caller gave up, or by the caller itself.</summary>
    private Task EachIsPaid(IReadOnlyList<string> sessions) => Eventually.True(
        async () =>
        {
            await Complete(sessions);
            return sessions.All(session => shop.Stripe.ChargesOf(session).Count == 1)
                && await Count("unknownAttempts") == 0;
        },
        within: TimeSpan.FromMinutes(2));

    /// <summary>Orders whose message is not taken, and then one whose message is: five failures in a row would have the endpoint left alone for a while.</summary>
    private async Task Failed(int orders)
    {
        shop.Merchant.Status = StatusCodes.Status500InternalServerError;
        var failed = await Task.WhenAll(Enumerable.Range(0, orders).Select(_ => shop.Buy()));
        await Eventually.True(() => failed.All(one => shop.Merchant.HasHeardOf(one.Order)));
        shop.Merchant.Status = StatusCodes.Status200OK;
        var taken = await shop.Buy();
        await Eventually.True(() => shop.Merchant.HasHeardOf(taken.Order));
    }

    private async Task<long> Count(string kind) => (await shop.Read("/admin/attention")).GetProperty(kind).GetProperty("count").GetInt64();
}
