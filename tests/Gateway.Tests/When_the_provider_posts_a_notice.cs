using System.Net;
using System.Text;
using Acp.Gateway.Tests.Host;
using Acp.Payments;
using Acp.ProviderEvents;
using Acp.Store;

namespace Acp.Gateway.Tests;

public sealed class When_the_provider_posts_a_notice
{
    private const string Path = "/api/webhooks/stripe";
    private const string Body = """{ "id":"evt_1", "object":"event" , "type":"payment_intent.succeeded"}""";

    [Theory]
    [InlineData("cs_1", null, 1, 0)]
    [InlineData(null, "spt_1", 0, 1)]
    [InlineData("cs_1", "spt_1", 1, 1)]
    public async Task Whom_it_is_about_looks_again_before_it_is_acknowledged(string? session, string? token, int sessions, int tokens)
    {
        await using var host = await Believing(session, token);

        var reply = await host.Client.SendAsync(Notice());

        Assert.Equal((HttpStatusCode.OK, "{}"), (reply.StatusCode, await reply.Content.ReadAsStringAsync()));
        Assert.Equal((sessions, tokens), (host.Session.Looks, host.Grains.Token.Looks));
        Assert.Equal(new[] { session, token }.OfType<string>(), host.Grains.Ids);
        Assert.Empty(host.Session.Calls);
        Assert.All(host.Session.Intents, intent => Assert.Equal("pi_1", intent));
    }

    [Fact]
    public async Task It_is_judged_by_its_bytes_and_its_signature_as_they_came()
    {
        await using var host = await Believing("cs_1", null);

        await host.Client.SendAsync(Notice(signature: "t=1,v1=a, v1=b"));
        await host.Client.SendAsync(Notice(signature: null));

        Assert.Equal(["t=1,v1=a, v1=b", null], host.Notices.Shown.Select(it => it.Signature));
        Assert.All(host.Notices.Shown, it => Assert.Equal(Body, Encoding.UTF8.GetString(it.Body)));
    }

    [Fact]
    public async Task One_that_is_not_believed_does_nothing_and_learns_nothing()
    {
        await using var host = await AcpHost.Start();
        host.Notices.Verdict = new NoticeVerdict.Refused("no secret is configured in Some:Key");

        var error = await ErrorBody.Of(await host.Client.SendAsync(Notice()));

        Assert.Equal(
            new ErrorBody(400, "invalid_request", "untrusted_notice", "The notice was not accepted.", null), error);
        Assert.Equal((0, 0), (host.Session.Looks, host.Grains.Token.Looks));
        Assert.Empty(host.Grains.Ids);
        Assert.Contains("no secret is configured in Some:Key", host.Logs.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("order-17", null)]
    [InlineData("cs_1/../cs_2", null)]
    [InlineData("cs_1\n", null)]
    [InlineData("", "")]
    [InlineData(null, "spt 1")]
    [InlineData(null, "spt_\u00fc")]
    public async Task One_that_is_not_about_us_is_acknowledged_and_wakes_nobody(string? session, string? token)
    {
        await using var host = await Believing(session, token);

        Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(Notice())).StatusCode);
        Assert.Empty(host.Grains.Ids);
    }

    [Fact]
    public async Task Ids_longer_than_any_of_ours_wake_nobody()
    {
        await using var host = await Believing("cs_" + new string('a', 62), new string('s', 256));

        Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(Notice())).StatusCode);
        Assert.Empty(host.Grains.Ids);
    }

    [Theory]
    [InlineData(true, "overloaded")]
    [InlineData(false, "service_unavailable")]
    public async Task One_that_cannot_be_heeded_now_is_left_to_be_delivered_again(bool overloaded, string code)
    {
        await using var host = await Believing("cs_1", "spt_1");
        Action fails = () => throw (overloaded ? new GrainOverloadedException() : new StoreUnavailableException());

        host.Session.LooksAgain = fails;
        Assert.Equal((503, code), await Refused(host));
        (host.Session.LooksAgain, host.Grains.Token.LooksAgain) = (() => { }, fails);
        Assert.Equal((503, code), await Refused(host));
        host.Grains.Token.LooksAgain = () => { };
        Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(Notice())).StatusCode);
    }

    [Fact]
    public async Task One_of_256_KiB_is_read_and_a_larger_one_is_not()
    {
        await using var host = await Believing("cs_1", null);

        Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(Notice(new string(' ', 262_144)))).StatusCode);
        var known = Notice(new string(' ', 262_145));
        var streamed = Notice(new string(' ', 262_145));
        streamed.Headers.TransferEncodingChunked = true;
        foreach (var large in new[] { known, streamed })
        {
            var error = await ErrorBody.Of(await host.Client.SendAsync(large));
            Assert.Equal((413, "payload_too_large"), (error.Status, error.Code));
        }

        Assert.Single(host.Notices.Shown);
    }

    [Fact]
    public async Task Other_methods_are_refused()
    {
        await using var host = await Believing("cs_1", null);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.Client.GetAsync(new Uri(Path, UriKind.Relative))).StatusCode);
        Assert.Empty(host.Notices.Shown);
    }

    [Fact]
    public async Task Neither_its_body_nor_its_signature_is_logged()
    {
        await using var host = await Believing("cs_1", "spt_secret_1");
        await host.Client.SendAsync(Notice("body_secret", "signature_secret"));
        host.Notices.Verdict = new NoticeVerdict.Refused("wrong signature");
        await host.Client.SendAsync(Notice("body_secret", "signature_secret"));

        Assert.DoesNotContain("secret", host.Logs.All, StringComparison.Ordinal);
    }

    private static async Task<AcpHost> Believing(string? session, string? token)
    {
        var host = await AcpHost.Start();
        host.Notices.Verdict = new NoticeVerdict.Genuine(new("evt_1", "payment_intent.succeeded", EventSubject.Payment, DateTimeOffset.UnixEpoch, session, null, token, "pi_1"));
        return host;
    }

    private static async Task<(int Status, string Code)> Refused(AcpHost host)
    {
        var error = await ErrorBody.Of(await host.Client.SendAsync(Notice()));
        return (error.Status, error.Code);
    }

    /// <summary>As the provider posts: without a key of ours, a version or an idempotency key.</summary>
    private static HttpRequestMessage Notice(string body = Body, string? signature = "t=1,v1=a")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        }

        return request;
    }
}
