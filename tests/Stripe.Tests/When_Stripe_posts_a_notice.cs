using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Acp.Payments;
using Acp.ProviderEvents;
using Acp.Payments.Stripe;

namespace Acp.Stripe.Tests;

public class When_Stripe_posts_a_notice
{
    private const string Body =
        """{"id":"evt_1","object":"event","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","object":"payment_intent","metadata":{"acp_session":"cs_1"},"description":"ü€"}}}""";

    /// <summary>Made with Python's hmac over «1795348800.» and the body, under the secret «whsec_vector».</summary>
    private const string Golden = "954d134731fe8e165aeb60d2aa31ef3cc61ca82345420862ebad23bfeffbfb5d";

    private const long Then = 1795348800;

    private static readonly EventFacts Told = new("evt_1", "payment_intent.succeeded", EventSubject.Payment, DateTimeOffset.UnixEpoch, "cs_1", null, null, "pi_1");

    [Theory]
    [InlineData("t=1795348800,v1=" + Golden)]
    [InlineData(" t=1795348800 , v1=" + Golden + " ")]
    [InlineData("v1=" + Golden + ",t=1795348800")]
    [InlineData("t=1795348800,v1=00,v1=" + Golden + ",v0=abc,x=")]
    [InlineData("t=1795348800,t=1,v1=" + Golden)]
    public void It_is_believed_under_its_signature(string header) =>
        Assert.Equal(new NoticeVerdict.Genuine(Told), Read(header));

    [Theory]
    [InlineData(null, "no signature")]
    [InlineData("", "no signature")]
    [InlineData("t=1795348800", "wrong signature")]
    [InlineData("t=1795348800,v1=", "wrong signature")]
    [InlineData("t=1795348800,v0=" + Golden, "wrong signature")]
    [InlineData("t=1795348801,v1=" + Golden, "wrong signature")]
    [InlineData("t=01795348800,v1=" + Golden, "wrong signature")]
    [InlineData("t=1,t=1795348800,v1=" + Golden, "wrong signature")]
    [InlineData("t=1795348800,v1=" + Golden + "0", "wrong signature")]
    [InlineData("t=1795348800,v1=954D134731FE8E165AEB60D2AA31EF3CC61CA82345420862EBAD23BFEFFBFB5D", "wrong signature")]
    [InlineData("T=1795348800,v1=" + Golden, "unreadable signature")]
    [InlineData("v1=" + Golden, "unreadable signature")]
    [InlineData("t=,v1=" + Golden, "unreadable signature")]
    [InlineData("t=-1795348800,v1=" + Golden, "unreadable signature")]
    [InlineData("t= 1795348800,v1=" + Golden, "unreadable signature")]
    [InlineData("t=99999999999999999999,v1=" + Golden, "unreadable signature")]
    [InlineData("t=1795348800,v1=" + Golden + ",", "unreadable signature")]
    [InlineData("t=1795348800,v1=" + Golden + ",junk", "unreadable signature")]
    [InlineData("t,,", "unreadable signature")]
    public void Under_any_other_it_is_refused(string? header, string why) =>
        Assert.Equal(new NoticeVerdict.Refused(why), Read(header));

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    [InlineData(-30_000_000, false)]
    public void It_is_believed_for_five_minutes_before_and_after_its_time(long seconds, bool believed) => Assert.Equal(
        believed ? new NoticeVerdict.Genuine(Told) : new NoticeVerdict.Refused("not of now"),
        Read("t=1795348800,v1=" + Golden, now: Then + seconds));

    [Fact]
    public void No_time_however_far_is_of_now() =>
        Assert.Equal(new NoticeVerdict.Refused("not of now"), Read(Signed(Body, time: "9223372036854775807"), secrets: ["s"]));

    [Fact]
    public void Every_changed_byte_of_the_body_is_noticed()
    {
        var bytes = Encoding.UTF8.GetBytes(Body);
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] ^= 1;
            Assert.Equal(new NoticeVerdict.Refused("wrong signature"), Notices("whsec_vector").Read("t=1795348800,v1=" + Golden, bytes));
            bytes[index] ^= 1;
        }

        Assert.IsType<NoticeVerdict.Genuine>(Notices("whsec_vector").Read("t=1795348800,v1=" + Golden, bytes));
    }

    [Fact]
    public void While_a_secret_is_rotated_either_is_accepted()
    {
        Assert.IsType<NoticeVerdict.Genuine>(Read("t=1795348800,v1=" + Golden, secrets: ["whsec_new", "whsec_vector"]));
        Assert.IsType<NoticeVerdict.Genuine>(Read("t=1795348800,v1=" + Golden, secrets: ["whsec_vector", "whsec_new"]));
        Assert.Equal(new NoticeVerdict.Refused("wrong signature"), Read("t=1795348800,v1=" + Golden, secrets: ["whsec_new"]));
    }

    [Fact]
    public void Without_a_secret_none_is_believed() =>
        Assert.Equal(new NoticeVerdict.Refused("no secret is configured in Stripe:WebhookSecrets (or STRIPE_WEBHOOK_SECRET)"), Read(Signed(Body, ""), secrets: []));

    [Theory]
    [InlineData("""{"object":{"object":"payment_intent","metadata":{}}}""", null, null)]
    [InlineData("""{"object":{"object":"payment_intent"}}""", null, null)]
    [InlineData("""{"object":{"object":"charge","metadata":{"acp_session":"cs_1"}}}""", "cs_1", null)]
    [InlineData("""{"object":{"object":"refund","metadata":{"acp_session":"cs_1"}}}""", "cs_1", null)]
    [InlineData("""{"object":{"id":"spt_1","object":"shared_payment.granted_token","deactivated_reason":"consumed"}}""", null, "spt_1")]
    [InlineData("""{"object":{"id":"spt_1","object":"shared_payment.issued_token"}}""", null, "spt_1")]
    [InlineData("""{"object":{"id":"cus_1","object":"customer","metadata":null}}""", null, null)]
    public void It_tells_the_session_or_the_token_that_it_is_about(string data, string? session, string? token)
    {
        var body = $$"""{"id":"evt_2","object":"event","api_version":"1999-01-01","type":"some.thing","data":{{data}},"new":[1]}""";
        Assert.Equal(new NoticeVerdict.Genuine(new("evt_2", "some.thing", EventSubject.Unknown, DateTimeOffset.UnixEpoch, session, null, token, null)), Read(Signed(body), body, secrets: ["s"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("""{"id":"evt_1","object":"v2.core.event","type":"x"}""")]
    [InlineData("""{"id":"","object":"event","type":"x"}""")]
    [InlineData("""{"id":1,"object":"event","type":"x"}""")]
    [InlineData("""{"id":"evt_1","object":"event"}""")]
    [InlineData("""{"id":"evt_1","id":"evt_2","object":"event","type":"x"}""")]
    [InlineData("""{"id":"evt_1","object":"event","type":"x","data":[]}""")]
    [InlineData("""{"id":"evt_1","object":"event","type":"x","data":{"object":{"metadata":{"acp_session":1}}}}""")]
    [InlineData("""{"id":"\ud800","object":"event","type":"x"}""")]
    public void What_is_signed_but_no_event_is_refused_and_throws_nothing(string body) =>
        Assert.Equal(new NoticeVerdict.Refused("no event"), Read(Signed(body), body, secrets: ["s"]));

    private static NoticeVerdict Read(string? header, string body = Body, long now = Then, string[]? secrets = null) =>
        Notices(now, secrets ?? ["whsec_vector"]).Read(header, Encoding.UTF8.GetBytes(body));

    private static StripeNotices Notices(string secret) => Notices(Then, [secret]);

    private static StripeNotices Notices(long now, string[] secrets)
    {
        var options = World.Options();
        foreach (var secret in secrets)
        {
            options.WebhookSecrets.Add(secret);
        }

        return new(options, new ManualClock(DateTimeOffset.FromUnixTimeSeconds(now)));
    }

    private static string Signed(string body, string secret = "s", string? time = null)
    {
        time ??= Then.ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}"));
        return $"t={time},v1={Convert.ToHexStringLower(hash)}";
    }
}
