using Acp.Gateway.Tests.Host;
using Microsoft.AspNetCore.Http;

namespace Acp.Gateway.Tests;

/// <summary>Never a guessed price: what cannot be asked is not done, and nothing is kept, changed or charged.</summary>
public sealed class When_a_merchants_system_does_not_answer : IAsyncLifetime
{
    private readonly MerchantsShop shop = new();

    public static TheoryData<string, string> Failures()
    {
        var rows = new TheoryData<string, string>();
        foreach (var (ask, how) in from ask in new[] { "rates", "options", "stock" } from how in Ways.Keys select (ask, how))
        {
            rows.Add(ask, how);
        }

        return rows;
    }

    private static Dictionary<string, Func<MerchantServer, Func<HttpContext, Task>>> Ways { get; } = new()
    {
        ["dies"] = _ => MerchantServer.Dies,
        ["sends 10 GB"] = _ => MerchantServer.NeverEnds,
        ["says that it sends 10 GB"] = _ => async http =>
        {
            (http.Response.ContentType, http.Response.ContentLength) = ("application/json", 10_000_000_000);
            await http.Response.Body.FlushAsync();
            await MerchantServer.Hangs(http);
        },
        ["sends garbage"] = _ => MerchantServer.Says("<html>Welcome to nginx</html>"),
        ["sends a page"] = _ => MerchantServer.Says("{}", type: "text/html"),
        ["answers nothing"] = _ => MerchantServer.Says(""),
        ["answers another question"] = _ => MerchantServer.Says("""{"rates":[],"options":[],"stock":[],"currency":"usd"}"""),
        ["answers in another currency"] = _ => MerchantServer.Says("""{"currency":"eur","options":[],"rates":[{"rate_ppm":0,"shipping_ppm":0,"currency":"eur"}],"stock":[]}"""),
        ["answers with negative amounts"] = _ => MerchantServer.Says("""{"currency":"usd","options":[{"type":"shipping","id":"post","title":"By post","price":-700,"days":[2,4]}],"rates":[{"rate_ppm":-5,"shipping_ppm":0}],"stock":[{"id":"mug","available":-1}]}"""),
        ["fails"] = server => MerchantServer.Says(server.Answers["stock"], status: 500),
        ["does not know us"] = server => MerchantServer.Says(server.Answers["stock"], status: 401),
        ["redirects"] = server => http =>
        {
            http.Response.Redirect(new Uri(server.Address, "/elsewhere").ToString(), permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        },
        ["answers 200 and breaks off"] = _ => async http =>
        {
            (http.Response.ContentType, http.Response.ContentLength) = ("application/json", 100);
            await http.Response.WriteAsync("{\"rates\":");
            http.Abort();
        },
    };

    public ValueTask InitializeAsync() => shop.InitializeAsync();

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_complete_is_refused_and_nothing_is_charged_until_it_is_back(string ask, string how)
    {
        var ready = await shop.ReadyForPayment();
        shop.Merchant.Instead[ask] = Ways[how](shop.Merchant);

        AssertRefused(await shop.Pay(ready.Id, key: "pay"));

        Assert.Empty(shop.Stripe.Ledger);
        Assert.Equal(how.Contains("10 GB", StringComparison.Ordinal), shop.Logs.All.Contains("its answer is too large", StringComparison.Ordinal));
        Assert.Equal(ready.Text, (await shop.Get(AcpHost.Version, ready.Id)).Text);
        Assert.DoesNotContain(shop.Merchant.Questions, question => question.Path == "/elsewhere");

        shop.Merchant.Instead.Clear();
        var paid = await shop.Pay(ready.Id, key: "pay");
        Assert.Equal((200, "completed", false), (paid.Status, paid.SessionStatus, paid.Replayed));
        Assert.Equal(2275, Assert.Single(shop.Stripe.ChargesOf(ready.Id)).Amount);
    }

    [Theory]
    [InlineData("products", "dies")]
    [InlineData("products", "sends garbage")]
    [InlineData("products", "answers nothing")]
    [InlineData("options", "dies")]
    [InlineData("rates", "dies")]
    [InlineData("stock", "dies")]
    public async Task No_session_is_created_without_its_prices(string ask, string how)
    {
        shop.Merchant.Instead[ask] = Ways[how](shop.Merchant);

        AssertRefused(await shop.Post(AcpHost.Version, "/checkout_sessions", Baskets.Mug, key: "create"));

        shop.Merchant.Instead.Clear();
        var created = await shop.Post(AcpHost.Version, "/checkout_sessions", Baskets.Mug, key: "create");
        Assert.Equal((201, false), (created.Status, created.Replayed));
    }

    [Fact]
    public async Task An_update_changes_nothing()
    {
        var created = await shop.Post(AcpHost.Version, "/checkout_sessions", Baskets.Mug);
        shop.Merchant.Instead["options"] = MerchantServer.Dies;

        AssertRefused(await shop.Choose(created.Id, key: "choose"));

        Assert.Equal(created.Text, (await shop.Get(AcpHost.Version, created.Id)).Text);
        shop.Merchant.Instead.Clear();
        Assert.Equal("ready_for_payment", (await shop.Choose(created.Id, key: "choose")).SessionStatus);
    }

    [Fact]
    public async Task What_was_paid_is_told_and_a_cart_is_canceled_without_them()
    {
        var (paid, open) = (await shop.ReadyForPayment(), await shop.ReadyForPayment());
        await shop.Pay(paid.Id);
        foreach (var ask in shop.Merchant.Answers.Keys)
        {
            shop.Merchant.Instead[ask] = MerchantServer.Dies;
        }

        var again = await shop.Pay(paid.Id);
        var canceled = await shop.Post(AcpHost.Version, $"/checkout_sessions/{open.Id}/cancel", body: null);

        Assert.Equal((200, "completed"), (again.Status, again.SessionStatus));
        Assert.Equal((200, "canceled"), (canceled.Status, canceled.SessionStatus));
        Assert.Single(shop.Stripe.ChargesOf(paid.Id));
    }

    [Fact]
    public async Task The_log_says_which_and_where_and_repeats_nothing_of_it()
    {
        shop.Merchant.Instead["products"] = MerchantServer.Says("""{"currency":"usd","products":[{"id":"mug","name":"A secret name","kind":"physical","price":-12345}]}""");

        await shop.Post(AcpHost.Version, "/checkout_sessions", Baskets.Mug);

        Assert.Contains("system for Catalog did not answer: its answer cannot be used, at $.products[0].price.", shop.Logs.All);
        Assert.DoesNotContain("12345", shop.Logs.All);
        Assert.DoesNotContain("A secret name", shop.Logs.All);
    }

    private static void AssertRefused(Told told)
    {
        Assert.Equal((503, "merchant_unavailable", 5), (told.Status, told.Code, told.RetryAfter));
        Assert.Contains("nothing was charged", told.Text);
    }
}
