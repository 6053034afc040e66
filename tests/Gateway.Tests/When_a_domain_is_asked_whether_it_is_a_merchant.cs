using System.Net;
using System.Text;
using Acp.Gateway.Merchants;
using Acp.Gateway.Tests.Host;
using Acp.Merchants;

namespace Acp.Gateway.Tests;

public sealed class When_a_domain_is_asked_whether_it_is_a_merchant
{
    [Fact]
    public async Task Its_document_is_fetched_under_its_own_name_and_believed()
    {
        await using var site = await StrangersSite.Open();

        Assert.IsType<ProbeAnswer.IsMerchant>(await site.Fetcher.Ask(StrangersSite.Domain));
        Assert.Equal((StrangersSite.Domain, "/.well-known/acp.json"), Assert.Single(site.Asked));
        Assert.Equal(new IPEndPoint(StrangersSite.Public, 443), Assert.Single(site.Connected));
    }

    [Fact]
    public async Task The_next_address_is_tried_where_one_is_dead()
    {
        await using var site = await StrangersSite.Open();
        site.Names.Clear();
        site.Names.Enqueue([StrangersSite.PublicV6, StrangersSite.Public]);
        site.Dead.Add(StrangersSite.PublicV6);

        Assert.IsType<ProbeAnswer.IsMerchant>(await site.Fetcher.Ask(StrangersSite.Domain));
        Assert.Equal(2, site.Connected.Count);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fd00::1")]
    public async Task A_name_that_leads_inside_is_not_followed_even_where_it_also_leads_outside(string inside)
    {
        await using var site = await StrangersSite.Open();
        site.Names.Clear();
        site.Names.Enqueue([StrangersSite.Public, IPAddress.Parse(inside)]);

        Assert.Equal(new ProbeAnswer.IsNot(ProbeSentences.NotPublic), await site.Fetcher.Ask(StrangersSite.Domain));
        Assert.Empty(site.Connected);
    }

    /// <summary>Rebinding: the name says something public while it is looked at, and something else when it is used.</summary>
    [Fact]
    public async Task What_was_looked_at_is_connected_to_whatever_the_name_says_then()
    {
        await using var site = await StrangersSite.Open();
        site.Names.Clear();
        site.Names.Enqueue([StrangersSite.Public]);
        site.Names.Enqueue([IPAddress.Loopback]);

        Assert.IsType<ProbeAnswer.IsMerchant>(await site.Fetcher.Ask(StrangersSite.Domain));
        Assert.Equal(StrangersSite.Public, Assert.Single(site.Connected).Address);
        Assert.Single(site.Resolved);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var site = await StrangersSite.Open();
        site.Answer = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "https://elsewhere.example/" + status;
            return Task.CompletedTask;
        };

        Assert.Equal(new ProbeAnswer.IsNot(ProbeSentences.Redirects), await site.Fetcher.Ask(StrangersSite.Domain));
        Assert.Single(site.Asked);
    }

    public static TheoryData<int, ProbeAnswer> Statuses => new()
    {
        { 204, new ProbeAnswer.IsNot(ProbeSentences.Absent) },
        { 401, new ProbeAnswer.IsNot(ProbeSentences.Absent) },
        { 404, new ProbeAnswer.IsNot(ProbeSentences.Absent) },
        { 410, new ProbeAnswer.IsNot(ProbeSentences.Absent) },
        { 429, new ProbeAnswer.NotAsked(ProbeSentences.Busy) },
        { 500, new ProbeAnswer.NotAsked(ProbeSentences.Busy) },
        { 503, new ProbeAnswer.NotAsked(ProbeSentences.Busy) },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task A_no_and_a_not_now_are_told_apart(int status, ProbeAnswer expected)
    {
        await using var site = await StrangersSite.Open();
        site.Answer = http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        Assert.Equal(expected, await site.Fetcher.Ask(StrangersSite.Domain));
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", "{", "{", ProbeSentences.NotJson)]
    [InlineData("text/html", "", "", ProbeSentences.NotJson)]
    [InlineData("application/json", "\"later\":{}", "\"later\":{},\"later\":1", ProbeSentences.NotJson)]
    [InlineData("application/json", "\"later\":{}", "\"later\":\"\\ud800\"", null)]
    [InlineData("application/json", "\"name\":\"acp\"", "\"name\":\"ACP\"", ProbeSentences.NotTheProtocol)]
    [InlineData("application/json", "\"name\":\"acp\"", "\"name\":\"\\ud800\"", ProbeSentences.NotJson)]
    [InlineData("application/json", "\"version\":\"2026-04-17\",", "", ProbeSentences.NotTheProtocol)]
    [InlineData("application/json", "\"version\":\"2026-04-17\"", "\"version\":\"latest\"", ProbeSentences.NotTheProtocol)]
    [InlineData("application/json", "[\"2025-09-29\",\"2026-04-17\"]", "[]", ProbeSentences.NotTheProtocol)]
    [InlineData("application/json", "[\"2025-09-29\",\"2026-04-17\"]", "[\"2025-09-29\",7]", ProbeSentences.NotTheProtocol)]
    [InlineData("application/json", "\"https://api.shop.example\"", "\"ftp://api.shop.example\"", ProbeSentences.NotTheProtocol)]
    [InlineData("application/json", "\"https://api.shop.example\"", "\"/\"", ProbeSentences.NotTheProtocol)]
    [InlineData("application/json", "\"api_base_url\"", "\"base_url\"", ProbeSentences.NotTheProtocol)]
    [InlineData("application/json", "[\"rest\",\"mcp\"]", "[\"mcp\"]", ProbeSentences.NoCheckout)]
    [InlineData("application/json", "[\"rest\",\"mcp\"]", "\"rest\"", ProbeSentences.NoCheckout)]
    [InlineData("application/json", "[\"orders\",\"checkout\"]", "[\"orders\"]", ProbeSentences.NoCheckout)]
    [InlineData("application/json", "\"capabilities\"", "\"abilities\"", ProbeSentences.NoCheckout)]
    public async Task A_document_must_say_what_the_protocol_requires_and_may_say_more(string type, string from, string to, string? why)
    {
        await using var site = await StrangersSite.Open();
        var document = from == "{" ? "<html>" : from.Length == 0 ? StrangersSite.Document : StrangersSite.Document.Replace(from, to, StringComparison.Ordinal);
        site.Answer = http => StrangersSite.Json(http, document, type);

        Assert.Equal(why is null ? new ProbeAnswer.IsMerchant() : new ProbeAnswer.IsNot(why), await site.Fetcher.Ask(StrangersSite.Domain));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, ProbeSentences.TooLarge)]
    public async Task One_byte_too_many_is_too_many(int over, string? why)
    {
        await using var site = await StrangersSite.Open();
        var padding = new string(' ', (64 * 1024) - Encoding.UTF8.GetByteCount(StrangersSite.Document) + over);
        site.Answer = http => StrangersSite.Json(http, StrangersSite.Document + padding);

        Assert.Equal(why is null ? new ProbeAnswer.IsMerchant() : new ProbeAnswer.IsNot(why), await site.Fetcher.Ask(StrangersSite.Domain));
    }

    [Fact]
    public async Task A_body_without_end_is_left_behind()
    {
        await using var site = await StrangersSite.Open();
        var left = new TaskCompletionSource();
        site.Answer = async http =>
        {
            http.Response.ContentType = "application/json";
            using var gone = http.RequestAborted.Register(left.SetResult);
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(new byte[4096], CancellationToken.None);
            }
        };

        Assert.Equal(new ProbeAnswer.IsNot(ProbeSentences.TooLarge), await site.Fetcher.Ask(StrangersSite.Domain));
        await left.Task; // It is not read on, either.
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_is_slow_is_given_up_in_the_headers_and_in_the_body(bool begun)
    {
        await using var site = await StrangersSite.Open();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        site.Answer = async http =>
        {
            if (begun)
            {
                await StrangersSite.Json(http, "{");
                await http.Response.Body.FlushAsync();
            }

            reached.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        var asked = site.Fetcher.Ask(StrangersSite.Domain).AsTask();
        await reached.Task;
        site.Clock.Advance(DiscoveryFetcher.Patience);

        Assert.Equal(new ProbeAnswer.NotAsked(ProbeSentences.TooSlow), await asked);
    }

    [Fact]
    public async Task A_broken_body_and_a_dead_machine_say_nothing()
    {
        await using var site = await StrangersSite.Open();
        site.Answer = async http =>
        {
            http.Response.ContentLength = 1_000;
            await StrangersSite.Json(http, "{");
            http.Abort();
        };
        Assert.Equal(new ProbeAnswer.NotAsked(ProbeSentences.NoConnection), await site.Fetcher.Ask(StrangersSite.Domain));

        site.Dead.Add(StrangersSite.Public);
        Assert.Equal(new ProbeAnswer.NotAsked(ProbeSentences.NoConnection), await site.Fetcher.Ask(StrangersSite.Domain));

        site.Names.Clear();
        site.Names.Enqueue([]);
        Assert.Equal(new ProbeAnswer.NotAsked(ProbeSentences.Unresolved), await site.Fetcher.Ask(StrangersSite.Domain));
    }

    [Fact]
    public async Task A_certificate_of_somebody_else_or_of_nobody_we_trust_says_nothing()
    {
        await using var other = await StrangersSite.Open(certified: "other.example");
        Assert.Equal(new ProbeAnswer.NotAsked(ProbeSentences.BadCertificate), await other.Fetcher.Ask(StrangersSite.Domain));

        await using var site = await StrangersSite.Open();
        var doubting = site.Over(new MerchantsOptions(), believed: false);
        Assert.Equal(new ProbeAnswer.NotAsked(ProbeSentences.BadCertificate), await doubting.Ask(StrangersSite.Domain));
        Assert.Empty(site.Asked.Concat(other.Asked));
    }

    /// <summary>The gateway of the tests answers at a loopback port over plain http, as in Development.</summary>
    [Fact]
    public async Task Localhost_is_this_gateway_where_that_is_allowed_and_nowhere_else()
    {
        await using var host = await AcpHost.Start();
        await using var site = await StrangersSite.Open();
        site.Names.Clear();
        site.Names.Enqueue([IPAddress.IPv6Loopback, IPAddress.Loopback]);
        site.Dead.Add(IPAddress.IPv6Loopback);

        Assert.IsType<ProbeAnswer.IsMerchant>(await site.Over(new() { AllowLoopback = true }, host.Server).Ask("localhost"));
        Assert.Equal(host.Address.Port, site.Connected.Last().Port);
        Assert.IsType<ProbeAnswer.IsMerchant>(await site.Over(new() { AllowLoopback = true, LoopbackAddress = host.Address.ToString() }).Ask("localhost"));

        Assert.Equal(new ProbeAnswer.IsNot(ProbeSentences.NotPublic), await site.Over(new(), host.Server).Ask("localhost"));
        Assert.Equal(new ProbeAnswer.IsNot(ProbeSentences.NotPublic), await site.Over(new() { AllowLoopback = true }, host.Server).Ask(StrangersSite.Domain));
    }
}
