using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Acp.Browser.Tests;

/// <summary>With nothing but the gateway: its own fake stands in for the provider, pages included.</summary>
public sealed class When_the_demo_is_walked
{
    public When_the_demo_is_walked() => Assert.SkipUnless(Browser.IsPresent, Browser.WhyAbsent);

    [Fact]
    public async Task A_shopper_pays_in_the_browser_and_sees_the_order()
    {
        var folder = Directory.CreateTempSubdirectory("acp-demo-");
        using var door = new Balancer(new Uri("http://127.0.0.1:1")); // Nobody comes before the gateway's own address is known.
        await using var gateway = await GatewayProcess.Start(folder.FullName, stripe: null, ("Merchant__PublicUrl", door.Address.ToString().TrimEnd('/')));
        door.Replace(0, gateway.Address);
        using var browser = new Browser();

        browser.Open(await Link(door.Address));
        browser.Press("Pay");
        browser.Sees("Pay with a test card");
        Assert.StartsWith("/fake-stripe/c/pay/", browser.Address.AbsolutePath, StringComparison.Ordinal);
        browser.Press("Pay");
        browser.Sees("Thank you");
        browser.Follow("See your order");
        browser.Sees("Order ");

        Assert.Empty(browser.Complaints);
    }

    private static async Task<Uri> Link(Uri shop)
    {
        using var agent = new HttpClient { BaseAddress = shop };
        agent.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo_platform_key");
        agent.DefaultRequestHeaders.Add("API-Version", "2026-04-17");
        agent.DefaultRequestHeaders.Add("Idempotency-Key", "demo");
        using var created = await agent.PostAsJsonAsync(
            "/checkout_sessions", new { currency = "usd", line_items = new[] { new { id = "item_ebook", quantity = 1 } }, capabilities = new { } });
        using var session = JsonDocument.Parse(await created.Content.ReadAsByteArrayAsync());
        return new Uri(session.RootElement.GetProperty("continue_url").GetString()!);
    }
}
