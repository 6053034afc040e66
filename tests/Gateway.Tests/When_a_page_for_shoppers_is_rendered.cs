using Acp.CheckoutSessions;
using Acp.Gateway.Pages;
using Acp.Gateway.Pay;
using Acp.Gateway.Tests.Host;
using Acp.Pricing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests;

public sealed class When_a_page_for_shoppers_is_rendered
{
    private const string Hostile = "</title></style><script>alert('x')</script><img src=x onerror=\"y\">&amp;";

    private static readonly PayPages Pages = new(Options.Create(Sessions.Merchant), new ProviderPages(["https://pay.example"]));

    public static TheoryData<CheckoutStatus> States => [.. Enum.GetValues<CheckoutStatus>()];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Only_a_session_that_can_be_paid_there_has_a_button(CheckoutStatus status)
    {
        var session = Sessions.Ready() with { Status = status, CanPayOnPage = status == CheckoutStatus.ReadyForPayment };

        var page = await Written(Pages.Of(session, hasChanged: false));

        Assert.Equal(status == CheckoutStatus.ReadyForPayment, page.Body.Contains("<button", StringComparison.Ordinal));
        Assert.Equal(status == CheckoutStatus.CompleteInProgress ? "5; url=cs_1" : "", page.Headers["Refresh"].ToString());
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Nothing_that_others_wrote_becomes_markup(CheckoutStatus status)
    {
        var pages = new PayPages(Options.Create(HostileMerchant()), new ProviderPages([]));
        var session = HostileSession() with { Status = status };
        foreach (var page in new[]
        {
            pages.Of(session, hasChanged: true), pages.Of(session with { CanPayOnPage = true }, hasChanged: true), pages.Returned(session, null),
            pages.Refused(new(RefusalRule.OutOfStock, Hostile)),
        })
        {
            var body = (await Written(page)).Body;
            Assert.DoesNotContain("<script", body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", body, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(1, body.Split("</title>").Length - 1);
            Assert.Equal(1, body.Split("</style>").Length - 1);
            Assert.Contains("&lt;/title&gt;", body, StringComparison.Ordinal);
            Assert.Contains("&amp;amp;", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_the_law_wants_to_be_told_stands_before_the_button()
    {
        var session = Sessions.Ready() with { CanPayOnPage = true };
        var line = session.Quote.Lines[0];
        var told = line with { Line = line.Line with { Product = line.Line.Product with { Disclosures = [new(false, "Contains small parts.")] } } };

        var body = (await Written(Pages.Of(session with { Quote = session.Quote with { Lines = [told] } }, hasChanged: false))).Body;

        Assert.InRange(body.IndexOf("Contains small parts.", StringComparison.Ordinal), 1, body.IndexOf("<button", StringComparison.Ordinal));
        Assert.Contains("href=\"https://shop.example/terms\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_style_is_the_one_that_the_policy_names()
    {
        var page = await Written(Pages.Missing());
        var style = page.Body.Split("<style>")[1].Split("</style>")[0];
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));

        Assert.Contains($"style-src 'sha256-{hash}'", page.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page.Body, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://pay.example;", page.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
    }

    private static MerchantOptions HostileMerchant() => new()
    {
        Name = Hostile,
        PublicUrl = "https://shop.example",
        Links = { new MerchantLink { Type = "faq", Title = Hostile, Url = $"https://shop.example/?{Hostile}" } },
    };

    private static CheckoutSessionView HostileSession()
    {
        var ready = Sessions.Ready();
        var line = ready.Quote.Lines[0];
        var product = line.Line.Product with { Name = Hostile, Description = Hostile, Disclosures = [new(true, Hostile)] };
        return ready with
        {
            Order = Sessions.Completed().Order! with { Number = Hostile },
            Quote = ready.Quote with
            {
                Lines = [line with { Line = line.Line with { Product = product } }],
                Totals = [.. ready.Quote.Totals.Select(total => total with { DisplayText = Hostile })],
                Obstacles = [new Obstacle("missing", "$", Hostile)],
            },
        };
    }

    private static async Task<(string Body, IHeaderDictionary Headers)> Written(Page page)
    {
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await page.ExecuteAsync(http);
        return (System.Text.Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()), http.Response.Headers);
    }
}
