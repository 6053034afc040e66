using Acp.Fakes;
using Acp.Launching;
using Acp.Payments;
using Acp.Payments.Stripe;

namespace Acp.Stripe.Tests;

/// <summary>What the launch check asks of Stripe. It reads, and what cannot be read is not known; the rest is told by the command's own tests.</summary>
public sealed class When_an_account_is_looked_at : IDisposable
{
    private static readonly Uri Notices = new("https://shop.example/api/webhooks/stripe");
    private readonly World world = new();

    [Fact]
    public void Every_type_that_happens_there_is_one_that_an_endpoint_should_be_told_of() =>
        Assert.Equal(EventTypes.Current.Order(StringComparer.Ordinal), StripeEvents.OfSeller.Concat(StripeEvents.OfIssuer).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Nothing_but_GET_is_sent_and_each_question_once()
    {
        await Look();

        Assert.All(world.Stripe.Ledger, call => Assert.Equal("GET", call.Method));
        Assert.Equal(world.Stripe.Ledger.Count, world.Stripe.Ledger.Select(call => (call.Path, call.Account)).Distinct().Count());
        Assert.Equal(10, world.Stripe.Ledger.Count);
    }

    [Fact]
    public async Task Of_a_key_that_may_not_read_the_account_nothing_is_concluded()
    {
        world.Stripe.Dashboard.Restrict("rk_live_1");
        var report = await Look(key: "rk_live_1", issuerKey: "");

        Assert.Contains(report.Account, it => it is LaunchFinding.NotChecked { Item: "stripe_account" } && it.Text.Contains("rak_account_read", StringComparison.Ordinal));
        Assert.Contains(report.Notices, it => it is LaunchFinding.NotChecked { Item: "webhook_registered" } && it.Text.Contains("rak_webhook_read", StringComparison.Ordinal));
        Assert.Contains(report.Trade, it => it is LaunchFinding.NotChecked { Item: "real_card" });
        Assert.DoesNotContain(report.Account, it => it is LaunchFinding.Passed { Item: "stripe_account" or "stripe_permissions" });
    }

    /// <summary>Keys of another account than the shop's connected one.</summary>
    [Fact]
    public async Task The_connected_account_is_the_one_that_must_be_able_to_charge()
    {
        world.Stripe.Dashboard.Stand("acct_shop", new(ChargesEnabled: false));

        var report = await Look(connected: "acct_shop");

        Assert.Equal("acct_shop", report.Seller);
        Assert.Contains(report.Account, it => it is LaunchFinding.Failed { Item: "stripe_account", Text: "acct_shop may not charge." });
    }

    [Fact]
    public async Task A_key_that_may_not_read_the_connected_account_fails_nothing()
    {
        world.Stripe.Dashboard.Restrict("rk_live_1");

        var report = await Look(key: "rk_live_1", connected: "acct_shop", issuerKey: "");

        Assert.Contains(report.Account, it => it is LaunchFinding.NotChecked { Item: "stripe_account" } && it.Text.Contains("acct_shop (rak_account_read)", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Account, it => it is LaunchFinding.Failed { Item: "stripe_account" });
    }

    [Theory]
    [InlineData("acct_shop", true)]
    [InlineData(null, false)]
    public async Task Whether_an_endpoint_is_told_of_connected_accounts_is_not_known(string? connected, bool isTold)
    {
        world.Stripe.Dashboard.Register(new(Notices.AbsoluteUri, ["*"]));

        var report = await Look(connected: connected);

        Assert.Equal(isTold, report.Notices.Any(it => it is LaunchFinding.NotChecked { Item: "webhook_registered" } && it.Text.Contains("acct_shop", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_account_that_issues_tokens_need_not_be_paid()
    {
        world.Stripe.Dashboard.Stand("acct_fake_issuer", new(PayoutsEnabled: false));

        var report = await Look();

        Assert.Contains(report.Account, it => it is LaunchFinding.Warned { Item: "stripe_account" } && it.Text.Contains("is paid nothing out", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Account, it => it is LaunchFinding.Failed { Item: "stripe_account" });
    }

    [Theory]
    [InlineData("sk_live_1", true)]
    [InlineData("sk_test_1", false)]
    public async Task Only_a_payment_of_real_money_is_waited_for(string key, bool isTold)
    {
        await world.Charge("spt_1", "cs_1");

        var report = await Look(key);

        Assert.Equal(isTold ? world.Time.Now : null, report.NewestPayment);
    }

    [Fact]
    public void A_page_of_others_payments_is_not_all_of_them()
    {
        StripeIntent[] foreign = [new("pi_1", "succeeded", 100, "usd", Session: null, Attempt: null, LastError: null)];

        Assert.IsType<LaunchFinding.NotChecked>(Assert.Single(TradeRules.Judge(Listed(new(foreign, HasMore: true)))));
        Assert.IsType<LaunchFinding.Warned>(Assert.Single(TradeRules.Judge(Listed(new(foreign, HasMore: false)))));
    }

    [Fact]
    public async Task Tokens_cannot_be_issued_by_the_account_that_charges_them()
    {
        var report = await Look(issuerKey: "sk_live_of_the_seller_too");

        Assert.Contains(report.Account, it => it is LaunchFinding.Failed && it.Text.Contains("Stripe issues no tokens to oneself", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "real_card", typeof(LaunchFinding.Passed))]
    [InlineData(31, "real_card", typeof(LaunchFinding.Warned))]
    public async Task A_purchase_that_was_refunded_counts_for_a_month(int days, string item, Type result)
    {
        await world.Charge("spt_1", "cs_1");
        await world.Post("/v1/refunds", $"payment_intent={world.Stripe.Charges[0].IntentId}");
        world.Time.Advance(TimeSpan.FromDays(days));

        var report = await Look();

        Assert.IsType(result, Assert.Single(report.Trade, it => it.Item == item));
    }

    [Fact]
    public void Its_trial_notice_is_genuine_and_about_nobody()
    {
        var inspection = Over(world, new() { SecretKey = "sk_live_1", WebhookSecrets = { "whsec_1" }, Issuer = { WebhookSecrets = { "whsec_2" } } });
        var notices = new StripeNotices(new() { WebhookSecrets = { "whsec_1", "whsec_2" } }, world.Time);

        var trials = inspection.TrialNotices();

        Assert.Equal(["Stripe:WebhookSecrets:0", "Stripe:Issuer:WebhookSecrets:0"], trials.Select(trial => trial.Secret));
        Assert.All(trials, trial => Assert.Equal((null, null, null), notices.Read(trial.Signature, trial.Body) is NoticeVerdict.Genuine(var facts) ? (facts.Session, facts.Issue, facts.Token) : ("not genuine", null, null)));
        Assert.IsType<NoticeVerdict.Refused>(new StripeNotices(new() { WebhookSecrets = { "whsec_3" } }, world.Time).Read(trials[0].Signature, trials[0].Body));
    }

    public void Dispose() => world.Dispose();

    private static InspectionFacts Listed(StripeIntents list)
    {
        var silent = new Asked(Told.Silent);
        return new(new() { SecretKey = "sk_live_1" }, Notices, silent, null, [(StripeInspection.PaymentsRead, new Asked(Told.Yes) { Body = new(Intent: null, Token: null, Issued: null, list, Error: null) })], silent, silent, null);
    }

    private Task<AccountReport> Look(string key = "sk_live_1", string? connected = null, string issuerKey = "sk_test_fake_issuer") =>
        Over(world, new() { SecretKey = key, ConnectedAccount = connected, Issuer = { SecretKey = issuerKey } }).Look(Notices, CancellationToken.None);

    private static StripeInspection Over(World world, StripeOptions options) => new(new HttpMessageInvoker(new FakeStripeHandler(world.Stripe)), options, world.Time);
}
