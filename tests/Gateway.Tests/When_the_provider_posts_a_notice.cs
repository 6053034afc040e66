using System.Net;
using System.Text;
using Acp.Gateway.Tests.Host;
using Acp.Payments;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Gateway.Tests;

public sealed class When_the_provider_posts_a_notice : IAsyncLifetime
{
    private const string Path = "/api/webhooks/stripe";
    private const string Body = """{ "id":"evt_1", "object":"event" , "type":"payment_intent.succeeded"}""";

    private static readonly EventFacts Ours =
        new("evt_1", "payment_intent.succeeded", EventSubject.Payment, DateTimeOffset.UnixEpoch, "cs_1", null, null, "pi_1");

    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task It_is_kept_before_it_is_acknowledged_and_treated_without_anybody_waiting()
    {
        var treated = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Grains.Events.Wakes = _ => treated.Task;

        var reply = await Posted(Ours);

        Assert.Equal((HttpStatusCode.OK, "{}"), (reply.StatusCode, await reply.Content.ReadAsStringAsync()));
        Assert.Equal([Ours], host.Grains.Events.Kept);
        await Eventually.True(() => host.Grains.Events.Woken.Count == 1);
        treated.SetResult();
    }

    [Fact]
    public async Task Delivered_again_it_is_acknowledged_and_does_nothing()
    {
        await Posted(Ours);
        await Eventually.True(() => host.Grains.Events.Woken.Count == 1);

        Assert.Equal(HttpStatusCode.OK, (await Posted(Ours)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Posted(Ours with { Id = "evt_2" })).StatusCode);

        await Eventually.True(() => host.Grains.Events.Woken.Count == 2);
        Assert.Equal(["evt_1", "evt_2"], host.Grains.Events.Woken);
        Assert.Equal(2, host.Grains.Events.Kept.Count);
    }

    /// <summary>Anybody can post there.</summary>
    [Fact]
    public async Task A_flood_of_forged_ones_does_not_flood_the_log()
    {
        foreach (var why in new[] { "no signature", "no signature", "another signature", "no signature", "another signature" })
        {
            host.Notices.Verdict = new NoticeVerdict.Refused(why);
            Assert.Equal(HttpStatusCode.BadRequest, (await host.Client.SendAsync(Notice())).StatusCode);
        }

        Assert.Single(host.Logs.Lines, line => line.Contains("refused: no signature", StringComparison.Ordinal));
        Assert.Single(host.Logs.Lines, line => line.Contains("refused: another signature", StringComparison.Ordinal));
    }

    public static TheoryData<string, string> Strange => new()
    {
        { "evt/1", "payment_intent.succeeded" },
        { "evt 1", "payment_intent.succeeded" },
        { "evt_é", "payment_intent.succeeded" },
        { new string('e', 256), "payment_intent.succeeded" },
        { "evt_1", new string('t', 256) },
        { "evt_1", "payment intent" },
    };

    [Theory]
    [MemberData(nameof(Strange))]
    public async Task One_that_an_operator_could_never_ask_for_is_refused_and_not_kept(string id, string type)
    {
        var reply = await Posted(Ours with { Id = id, Type = type });

        Assert.Equal((HttpStatusCode.BadRequest, "untrusted_notice"), (reply.StatusCode, (await ErrorBody.Of(reply)).Code));
        Assert.Empty(host.Grains.Events.Kept);
    }

    [Fact]
    public async Task The_longest_names_are_kept()
    {
        var longest = Ours with { Id = new string('e', 255), Type = new string('t', 255) };

        Assert.Equal(HttpStatusCode.OK, (await Posted(longest)).StatusCode);

        Assert.Equal([longest], host.Grains.Events.Kept);
    }

    [Fact]
    public async Task One_that_cannot_be_treated_at_once_is_acknowledged_all_the_same()
    {
        host.Grains.Events.Wakes = _ => throw new StoreUnavailableException();

        Assert.Equal(HttpStatusCode.OK, (await Posted(Ours)).StatusCode);

        await Eventually.True(() => host.Logs.All.Contains("evt_1 could not be treated at once", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_flood_only_some_are_treated_at_once_and_all_are_kept()
    {
        var treated = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Grains.Events.Wakes = _ => treated.Task;

        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await Posted(Ours with { Id = $"evt_{i}" })).StatusCode);
        }

        await Eventually.True(() => host.Grains.Events.Woken.Count == 32);
        Assert.Equal(40, host.Grains.Events.Kept.Count);
        treated.SetResult();
        await Eventually.True(() => host.EventsUnderWay == 0);
        await Posted(Ours with { Id = "evt_later" });
        await Eventually.True(() => host.Grains.Events.Woken.Contains("evt_later"));
        Assert.Equal(33, host.Grains.Events.Woken.Count);
    }

    [Fact]
    public async Task It_is_judged_by_its_bytes_and_its_signature_as_they_came()
    {
        host.Notices.Verdict = new NoticeVerdict.Genuine(Ours);

        await host.Client.SendAsync(Notice(signature: "t=1,v1=a, v1=b"));
        await host.Client.SendAsync(Notice(signature: null));

        Assert.Equal(["t=1,v1=a, v1=b", null], host.Notices.Shown.Select(it => it.Signature));
        Assert.All(host.Notices.Shown, it => Assert.Equal(Body, Encoding.UTF8.GetString(it.Body)));
    }

    [Fact]
    public async Task One_that_is_not_believed_does_nothing_and_learns_nothing()
    {
        host.Notices.Verdict = new NoticeVerdict.Refused("no secret is configured in Some:Key");

        var error = await ErrorBody.Of(await host.Client.SendAsync(Notice()));

        Assert.Equal(
            new ErrorBody(400, "invalid_request", "untrusted_notice", "The notice was not accepted.", null), error);
        Assert.Empty(host.Grains.Ids);
        Assert.Contains("no secret is configured in Some:Key", host.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_another_account_is_refused_and_told_so()
    {
        host.Notices.Verdict = new NoticeVerdict.OtherAccount();

        var error = await ErrorBody.Of(await host.Client.SendAsync(Notice()));

        Assert.Equal(
            new ErrorBody(400, "invalid_request", "other_account", "The event is of an account that is not the one of this service.", null), error);
        Assert.Empty(host.Grains.Ids);
    }

    [Theory]
    [InlineData(EventSubject.Payment, null, null, null)]
    [InlineData(EventSubject.Payment, "order-17", null, null)]
    [InlineData(EventSubject.Payment, "cs_1/../cs_2", null, null)]
    [InlineData(EventSubject.Payment, "cs_1\n", null, null)]
    [InlineData(EventSubject.Payment, "", "", "")]
    [InlineData(EventSubject.HostedPage, null, null, null)]
    [InlineData(EventSubject.IssuedToken, null, "their_issue", "spt_of_others")]
    [InlineData(EventSubject.GrantedToken, null, null, "spt_of_others")]
    [InlineData(EventSubject.GrantedToken, null, null, "spt 1")]
    [InlineData(EventSubject.GrantedToken, null, null, "spt_\u00fc")]
    public async Task One_that_is_not_about_us_is_acknowledged_and_dropped(EventSubject subject, string? session, string? issue, string? token)
    {
        var reply = await Posted(Ours with { Subject = subject, Session = session, Issue = issue, Token = token });

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Empty(host.Grains.Ids);
        Assert.Contains("evt_1 (payment_intent.succeeded) is not about us", host.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_longer_than_any_of_ours_make_it_nobodys()
    {
        await Posted(Ours with { Session = "cs_" + new string('a', 62) });
        await Posted(Ours with { Session = null, Subject = EventSubject.GrantedToken, Token = new string('s', 256) });

        Assert.Empty(host.Grains.Ids);
    }

    [Theory]
    [InlineData(EventSubject.Payment, "cs_1", null, null)]
    [InlineData(EventSubject.IssuedToken, null, "ti_1", "spt_new")]
    [InlineData(EventSubject.IssuedToken, null, null, "spt_known")]
    [InlineData(EventSubject.GrantedToken, null, null, "spt_known")]
    [InlineData(EventSubject.Unknown, null, null, null)]
    [InlineData(EventSubject.Refund, null, null, null)]
    [InlineData(EventSubject.Dispute, null, null, null)]
    public async Task What_bears_our_mark_or_names_a_token_we_know_or_cannot_be_told_is_kept(
        EventSubject subject, string? session, string? issue, string? token)
    {
        await Known("spt_known");

        await Posted(Ours with { Subject = subject, Session = session, Issue = issue, Token = token });

        Assert.Single(host.Grains.Events.Kept);
    }

    [Fact]
    public async Task Of_what_is_kept_only_ids_that_can_be_ours_are_passed_on()
    {
        await Posted(Ours with { Subject = EventSubject.Unknown, Session = "order-17", Issue = "x", Token = "a b", Intent = "pi\n" });

        Assert.Equal(
            Ours with { Subject = EventSubject.Unknown, Session = null, Issue = null, Token = null, Intent = null },
            Assert.Single(host.Grains.Events.Kept));
    }

    [Theory]
    [InlineData("")]
    [InlineData("evt 1")]
    [InlineData("evt_\u00fc")]
    public async Task One_whose_own_id_cannot_be_a_key_is_not_believed(string id)
    {
        var error = await ErrorBody.Of(await Posted(Ours with { Id = id }));

        Assert.Equal((400, "untrusted_notice"), (error.Status, error.Code));
        Assert.Empty(host.Grains.Ids);
    }

    [Theory]
    [InlineData(true, "overloaded")]
    [InlineData(false, "service_unavailable")]
    public async Task One_that_cannot_be_kept_now_is_left_to_be_delivered_again(bool overloaded, string code)
    {
        host.Grains.Events.Keeps = () => throw (overloaded ? new GrainOverloadedException() : new StoreUnavailableException());

        var error = await ErrorBody.Of(await Posted(Ours));
        host.Grains.Events.Keeps = () => { };
        var again = await Posted(Ours);

        Assert.Equal((503, code), (error.Status, error.Code));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Single(host.Grains.Events.Kept);
    }

    [Fact]
    public async Task One_of_256_KiB_is_read_and_a_larger_one_is_not()
    {
        host.Notices.Verdict = new NoticeVerdict.Genuine(Ours);

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
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.Client.GetAsync(new Uri(Path, UriKind.Relative))).StatusCode);
        Assert.Empty(host.Notices.Shown);
    }

    [Fact]
    public async Task Neither_its_body_nor_its_signature_nor_a_token_is_logged()
    {
        host.Notices.Verdict = new NoticeVerdict.Genuine(Ours with { Token = "spt_secret_1" });
        await host.Client.SendAsync(Notice("body_secret", "signature_secret"));
        host.Notices.Verdict = new NoticeVerdict.Refused("wrong signature");
        await host.Client.SendAsync(Notice("body_secret", "signature_secret"));

        Assert.DoesNotContain("secret", host.Logs.All, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> Posted(EventFacts facts)
    {
        host.Notices.Verdict = new NoticeVerdict.Genuine(facts);
        return host.Client.SendAsync(Notice());
    }

    private async Task Known(string token) =>
        Assert.IsType<Verdict.Committed>(await host.Store.Commit(new Unit(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch)
        {
            States = [new(SharedPaymentToken.KeyOf(token), 0, "{}"u8.ToArray(), new("shared_payment_token", "Active", null, null, null, DateTimeOffset.UnixEpoch))],
        }));

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
