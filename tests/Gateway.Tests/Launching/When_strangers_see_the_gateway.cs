using System.Net;
using Acp.Gateway.Hosting;
using Acp.Gateway.Launching;
using Acp.Gateway.Outside;
using Acp.Launching;

namespace Acp.Gateway.Tests.Launching;

/// <summary>What cannot be planted in a network of one machine: how each sight from outside is judged.</summary>
public sealed class When_strangers_see_the_gateway
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, "failed")]
    [InlineData(2, "failed")]
    [InlineData(13, "warned")]
    [InlineData(15, "passed")]
    public void A_certificate_must_not_be_about_to_end(int days, string result) =>
        Assert.Equal(result, Result("certificate", Seen(probe: Alive with { Certificate = new(IsValid: days > 0, Now.AddDays(days)) })));

    [Theory]
    [InlineData(null, "failed")]
    [InlineData("max-age=3600", "failed")]
    [InlineData("max-age=99999999999999999999", "failed")]
    [InlineData("max-age=31536000; includeSubDomains", "passed")]
    public void Browsers_must_be_told_to_come_back_over_HTTPS(string? pledge, string result) =>
        Assert.Equal(result, Result("hsts", Seen(probe: Alive with { Pledge = pledge })));

    [Theory]
    [InlineData(200, "alive\n", "passed")]
    [InlineData(200, "<html>", "failed")]
    [InlineData(502, "", "failed")]
    public void It_must_be_the_gateway_that_answers(int status, string body, string result) =>
        Assert.Equal(result, Result("public_answers", Seen(probe: Alive with { Status = status, Body = body })));

    [Theory]
    [InlineData(null, null, "passed")]
    [InlineData(403, null, "passed")]
    [InlineData(308, "https://shop.example/", "passed")]
    [InlineData(302, "http://elsewhere.example/", "failed")]
    [InlineData(302, "/login", "failed")]
    [InlineData(401, null, "failed")]
    public void Plain_HTTP_must_lead_nowhere_else(int? status, string? leadsTo, string result) =>
        Assert.Equal(result, Result("plain_http", Seen(plain: new Visit(status, LeadsTo: leadsTo is null ? null : new Uri(leadsTo, UriKind.RelativeOrAbsolute)))));

    [Fact]
    public void Silence_over_plain_HTTP_shows_nothing_where_nothing_answers_at_all()
    {
        Assert.Equal("not checked", Result("plain_http", Seen(probe: Visit.None)));
        Assert.Equal("not checked", Result("plain_http", Seen() with { Addresses = [] }));
    }

    [Theory]
    [InlineData(null, null, "not checked")]
    [InlineData(5, null, "not checked")]
    [InlineData(0, null, "not checked")]
    [InlineData(1, 60, "not checked")]
    [InlineData(60, 61, "passed")]
    [InlineData(60, 59, "passed")]
    [InlineData(60, 62, "failed")]
    [InlineData(60, null, "failed")]
    public void The_notice_of_the_newest_payment_shows_with_which_secret_the_provider_signs(int? paidMinutesAgo, int? noticeMinutesAgo, string result) =>
        Assert.Equal(result, Word(NoticeRules.Delivered(Ago(noticeMinutesAgo), Ago(paidMinutesAgo), Now)));

    [Fact]
    public async Task A_name_that_nobody_tells_of_in_time_has_no_address()
    {
        var clock = new ManualClock(Now);
        var network = new OutsideNetwork((_, _) => new TaskCompletionSource<IPAddress[]>().Task, (_, _) => throw new InvalidOperationException("No address, no connection."));
        var looking = new PublicLook(network, clock, ProviderWebhooks.Door).Look(new MerchantOptions { PublicUrl = "https://shop.example" }, () => [], CancellationToken.None);

        clock.Advance(Visitor.Patience);
        var facts = await looking.WaitAsync(TimeSpan.FromMinutes(1)); // So that it fails and does not hang.

        Assert.Equal("failed", Result("public_url", facts));
        Assert.Equal("failed", Result("public_answers", facts));
    }

    [Fact]
    public async Task What_does_not_answer_in_time_fails()
    {
        var clock = new ManualClock(Now);
        var looking = Looking.Try(_ => new TaskCompletionSource<PublicFacts>().Task, clock);
        clock.Advance(Looking.Patience);

        Assert.IsType<LaunchFinding.Failed>(Assert.Single((await looking).Or("public_url", _ => [])));
    }

    [Fact]
    public async Task What_nobody_foresaw_fails_without_its_words()
    {
        var looked = await Looking.Try<PublicFacts>(_ => throw new InvalidTimeZoneException("Password=hunter2"), TimeProvider.System);

        var finding = Assert.IsType<LaunchFinding.Failed>(Assert.Single(looked.Or("public_url", _ => [])));
        Assert.Equal("It could not be looked at (InvalidTimeZoneException).", finding.Text);
    }

    [Theory]
    [InlineData(400, "{\"code\":\"untrusted_notice\"}", "passed")]
    [InlineData(200, "{}", "failed")]
    [InlineData(404, "", "failed")]
    [InlineData(null, "", "failed")]
    public void A_notice_that_nobody_signed_must_be_refused(int? status, string body, string result) =>
        Assert.Equal(result, Word(NoticeRules.Judge(Seen(unsigned: new Visit(status, Body: body))).Single(it => it.Item == "webhook_reachable")));

    [Fact]
    public void A_private_address_may_be_right_from_here_and_is_told() =>
        Assert.Equal("warned", Result("public_url", Seen() with { Addresses = [IPAddress.Parse("10.0.0.1")] }));

    [Theory]
    [InlineData("http://shop.example")]
    [InlineData("https://localhost")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://1.1.1.1")]
    [InlineData("https://gateway")]
    public void Where_no_platform_can_come_nothing_else_is_asked(string url)
    {
        var facts = Seen() with { Url = new Uri(url) };

        Assert.Equal("failed", Result("public_url", facts));
        Assert.Equal("not checked", Result("certificate", facts));
        Assert.IsType<LaunchFinding.NotChecked>(Assert.Single(NoticeRules.Judge(facts)));
    }

    private static Visit Alive => new(200, "max-age=31536000", Body: "alive\n") { Certificate = new(IsValid: true, Now.AddDays(60)) };

    private static PublicFacts Seen(Visit? probe = null, Visit? plain = null, Visit? unsigned = null) =>
        new(new Uri("https://shop.example"), [IPAddress.Parse("1.1.1.1")], probe ?? Alive, plain ?? Visit.None, unsigned ?? Visit.None, []) { Notices = new Uri("https://shop.example/notices") };

    private static DateTimeOffset? Ago(int? minutes) => minutes is { } it ? Now.AddMinutes(-it) : null;

    private static string Result(string item, PublicFacts facts) => Word(PublicRules.Judge(facts, Now).Single(it => it.Item == item));

    private static string Word(LaunchFinding finding) => finding switch
    {
        LaunchFinding.Passed => "passed",
        LaunchFinding.Failed => "failed",
        LaunchFinding.Warned => "warned",
        _ => "not checked",
    };
}
