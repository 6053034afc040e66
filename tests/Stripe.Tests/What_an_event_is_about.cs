using System.Text;
using Acp.Fakes;
using Acp.Payments;
using Acp.Payments.Stripe;
using Acp.ProviderEvents;

namespace Acp.Stripe.Tests;

public sealed class What_an_event_is_about : IDisposable
{
    private readonly World world = new();

    [Theory]
    [InlineData("payment_intent.succeeded", EventSubject.Payment)]
    [InlineData("payment_intent.payment_failed", EventSubject.Payment)]
    [InlineData("payment_intent.requires_action", EventSubject.Payment)]
    [InlineData("payment_intent.processing", EventSubject.Payment)]
    [InlineData("payment_intent.canceled", EventSubject.Payment)]
    [InlineData("payment_intent.created", EventSubject.Unknown)]
    [InlineData("shared_payment.issued_token.requires_action", EventSubject.IssuedToken)]
    [InlineData("shared_payment.issued_token.active", EventSubject.IssuedToken)]
    [InlineData("shared_payment.issued_token.used", EventSubject.IssuedToken)]
    [InlineData("shared_payment.issued_token.deactivated", EventSubject.IssuedToken)]
    [InlineData("shared_payment.granted_token.used", EventSubject.GrantedToken)]
    [InlineData("shared_payment.granted_token.deactivated", EventSubject.GrantedToken)]
    [InlineData("charge.refunded", EventSubject.Refund)]
    [InlineData("charge.refund.updated", EventSubject.Refund)]
    [InlineData("refund.created", EventSubject.Refund)]
    [InlineData("refund.failed", EventSubject.Refund)]
    [InlineData("charge.dispute.created", EventSubject.Dispute)]
    [InlineData("charge.dispute.funds_withdrawn", EventSubject.Dispute)]
    [InlineData("checkout.session.completed", EventSubject.HostedPage)]
    [InlineData("checkout.session.async_payment_failed", EventSubject.HostedPage)]
    [InlineData("charge.succeeded", EventSubject.Unknown)]
    [InlineData("refunds.created", EventSubject.Unknown)]
    [InlineData("customer.created", EventSubject.Unknown)]
    public void Its_type_says_so(string type, EventSubject subject) => Assert.Equal(subject, Told(type, "{}").Subject);

    [Theory]
    [InlineData("payment_intent.succeeded", """{"object":{"id":"pi_1","object":"payment_intent","metadata":{"acp_session":"cs_1"}}}""", "cs_1", null, null, "pi_1")]
    [InlineData("charge.refunded", """{"object":{"id":"ch_1","object":"charge","payment_intent":"pi_1","metadata":{"acp_session":"cs_1"}}}""", "cs_1", null, null, "pi_1")]
    [InlineData("refund.created", """{"object":{"id":"re_1","object":"refund","payment_intent":"pi_1","metadata":{}}}""", null, null, null, "pi_1")]
    [InlineData("charge.dispute.created", """{"object":{"id":"du_1","object":"dispute","payment_intent":{"id":"pi_1","object":"payment_intent"}}}""", null, null, null, "pi_1")]
    [InlineData("checkout.session.completed", """{"object":{"id":"cs_test_1","object":"checkout.session","payment_intent":null,"metadata":{"acp_session":"cs_1"}}}""", "cs_1", null, null, null)]
    [InlineData("shared_payment.issued_token.used", """{"object":{"id":"spt_1","object":"shared_payment.issued_token","payment_intent":"pi_1","shared_metadata":{"acp_issue":"ti_1"}}}""", null, "ti_1", "spt_1", "pi_1")]
    [InlineData("shared_payment.granted_token.deactivated", """{"object":{"id":"spt_1","object":"shared_payment.granted_token","shared_metadata":null}}""", null, null, "spt_1", null)]
    [InlineData("shared_payment.granted_token.used", """{"object":{"id":"spt_1","object":"shared_payment_granted_token"}}""", null, null, "spt_1", null)]
    [InlineData("customer.created", """{"object":{"id":"cus_1","object":"customer"}}""", null, null, null, null)]
    public void Its_object_says_whose_it_is(string type, string data, string? session, string? issue, string? token, string? intent) =>
        Assert.Equal((session, issue, token, intent), Told(type, data) is var told ? (told.Session, told.Issue, told.Token, told.Intent) : default);

    /// <summary>As one source document writes it.</summary>
    [Fact]
    public void Without_an_object_the_data_itself_is_read() => Assert.Equal(
        new EventFacts("evt_1", "shared_payment.issued_token.used", EventSubject.IssuedToken, DateTimeOffset.UnixEpoch, null, null, "spt_abc123", "pi_xyz789"),
        Told("shared_payment.issued_token.used", """{"id":"spt_abc123","payment_intent":"pi_xyz789"}"""));

    [Theory]
    [InlineData("\"created\":1795348800,", 1795348800)]
    [InlineData("\"created\":null,", 0)]
    [InlineData("", 0)]
    public void It_happened_by_Stripes_clock(string member, long seconds) =>
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(seconds), Told("a.b", "{}", member).HappenedAt);

    [Theory]
    [InlineData("\"created\":\"now\",")]
    [InlineData("\"created\":999999999999999,")]
    [InlineData("\"account\":7,")]
    public void One_that_cannot_be_read_is_none(string member) =>
        Assert.Equal(new NoticeVerdict.Refused("no event"), Read("a.b", "{}", member, World.Options()));

    [Theory]
    [InlineData("acct_seller", true)]
    [InlineData("acct_issuer", true)]
    [InlineData("acct_shop", true)]
    [InlineData("acct_somebody", false)]
    [InlineData("acct_Seller", false)]
    public void One_of_an_account_that_is_not_ours_is_not_taken(string account, bool taken)
    {
        var options = World.Options();
        (options.Account, options.Issuer.Account, options.ConnectedAccount) = ("acct_seller", "acct_issuer", "acct_shop");

        var verdict = Read("payment_intent.succeeded", "{}", $"\"account\":\"{account}\",", options);

        Assert.Equal(taken ? typeof(NoticeVerdict.Genuine) : typeof(NoticeVerdict.OtherAccount), verdict.GetType());
        Assert.IsType<NoticeVerdict.Genuine>(Read("payment_intent.succeeded", "{}", "", options));
    }

    [Fact]
    public void Where_no_account_is_configured_any_is_taken() =>
        Assert.IsType<NoticeVerdict.Genuine>(Read("payment_intent.succeeded", "{}", "\"account\":\"acct_somebody\",", World.Options()));

    [Fact]
    public async Task Those_of_the_fake_say_all_that_they_can()
    {
        var token = Assert.IsType<IssueAnswer.Issued>(await world.Issue(World.IssueOrder())).Token.Token;
        var intent = Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge(token, amount: 4999)).IntentId;

        var told = world.Stripe.Events.Select(it => Facts(it.ToJson(1))).Select(it => (it.Type, it.Session, it.Issue, it.Token, it.Intent, it.HappenedAt));

        Assert.Equal(
            [
                (EventTypes.IssuedActive, null, "ti_1", token, null, world.Time.Now),
                (EventTypes.Succeeded, "cs_1", null, null, intent, world.Time.Now),
                (EventTypes.IssuedUsed, null, "ti_1", token, intent, world.Time.Now),
                (EventTypes.TokenDeactivated, null, "ti_1", token, null, world.Time.Now),
                (EventTypes.IssuedDeactivated, null, "ti_1", token, null, world.Time.Now),
            ],
            told);
    }

    public void Dispose() => world.Dispose();

    private static EventFacts Told(string type, string data, string member = "") =>
        Assert.IsType<NoticeVerdict.Genuine>(Read(type, data, member, World.Options())).Facts;

    private static NoticeVerdict Read(string type, string data, string member, StripeOptions options) =>
        Read(Encoding.UTF8.GetBytes($$"""{"id":"evt_1","object":"event",{{member}}"type":"{{type}}","data":{{data}}}"""), options);

    private static EventFacts Facts(byte[] body) => Assert.IsType<NoticeVerdict.Genuine>(Read(body, World.Options())).Facts;

    private static NoticeVerdict Read(byte[] body, StripeOptions options)
    {
        var clock = new ManualClock();
        options.WebhookSecrets.Add("whsec_1");
        return new StripeNotices(options, clock).Read(new WebhookEndpoint("http://localhost/", ["whsec_1"]).Sign(body, clock.Now), body);
    }
}
