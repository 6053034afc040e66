using System.Text.Json;
using Acp.Fakes;

namespace Acp.Browser.Tests;

/// <summary>A shop whose sessions can be paid in a browser: the gateway behind the address that its links name.</summary>
internal sealed class HostedShop : IAsyncDisposable
{
    private readonly Balancer door;
    private readonly Shop shop;

    private HostedShop(Balancer door, Shop shop) => (this.door, this.shop) = (door, shop);

    public FakeStripe Stripe => shop.Stripe;

    public static async Task<HostedShop> Open()
    {
        var door = new Balancer(new Uri("http://127.0.0.1:1")); // Nobody comes before the gateway's own address is known.
        var shop = await Shop.Open(("Merchant__PublicUrl", door.Address.ToString().TrimEnd('/')));
        door.Replace(0, shop.Gateway.Address);
        return new HostedShop(door, shop);
    }

    /// <returns>A session with something to ship that can be paid, and where its shopper goes on.</returns>
    public async Task<(string Id, Uri Link)> Ready()
    {
        var id = await shop.Created("item_mug", quantity: 2);
        using var addressed = await shop.Post($"/checkout_sessions/{id}", new { fulfillment_details = Shop.Home });
        var option = (await Shop.Body(addressed)).GetProperty("fulfillment_options")[0].GetProperty("id").GetString();
        using var chosen = await shop.Post($"/checkout_sessions/{id}", new { selected_fulfillment_options = new[] { new { type = "shipping", option_id = option, item_ids = new[] { "item_mug" } } } });
        return (id, new Uri((await Shop.Body(chosen)).GetProperty("continue_url").GetString()!));
    }

    public Task<JsonElement> Session(string id) => shop.Session(id);

    public async ValueTask DisposeAsync()
    {
        await shop.DisposeAsync();
        door.Dispose();
    }
}
