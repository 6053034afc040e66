namespace Acp.Upgrade.Writing;

/// <summary>Checkouts, orders and tokens in every state that a store can be left in. What a version does not have is left out by its 404.</summary>
internal static class Scenes
{
    private const string Digital = "item_ebook";
    private const string Goods = "item_mug";
    private const string Address = """{"fulfillment_details":{"name":"Ada","email":"ada@buyer.example","address":{"name":"Ada","line_one":"1 Main St","city":"San Francisco","state":"CA","country":"US","postal_code":"94110"}}}""";
    private const string Shipping = """{"selected_fulfillment_options":[{"type":"shipping","option_id":"us_standard","item_ids":["item_mug"]}]}""";

    public static async Task Play(Shop shop)
    {
        await Sessions(shop);
        await Orders(shop);
        await Disputed(shop);
        await Tokens(shop);
        await shop.Operate("key", "/admin/keys", """{"kind":"platform","owner":"demo-agent","label":"written","reason":"for later versions"}""");
        await Unknown(shop); // The last, so that nothing settles it.
        foreach (var (scene, id) in shop.Sessions)
        {
            await shop.Get(scene, $"/checkout_sessions/{id}");
        }
    }

    private static async Task Sessions(Shop shop)
    {
        await shop.Create("open", Digital);
        await shop.Create("not_ready", Goods);
        await Addressed(shop, "addressed");
        await Completed(shop, "completed");
        await shop.Create("declined", Digital);
        await shop.Complete("declined", "spt_decline_1");
        await shop.Create("waiting", Digital);
        await shop.Complete("waiting", "spt_3ds_1");
        await shop.Create("processing", Digital);
        await shop.Complete("processing", "spt_processing_1");
        await shop.Create("canceled", Digital);
        await shop.Post("canceled", $"/checkout_sessions/{shop.Sessions["canceled"]}/cancel", "{}");
        await shop.Create("page", Digital);
        await shop.Press("page");
    }

    private static async Task Orders(Shop shop)
    {
        await Addressed(shop, "shipped");
        if (await Paid(shop, "shipped") is { } shipped)
        {
            await shop.Operate("shipped", $"/admin/orders/{shipped}/fulfillments", """{"type":"shipping","carrier":"UPS","trackingNumber":"1Z999","trackingUrl":"https://ups.example/1Z999"}""");
        }

        await Do(shop, "refunded", "refunds", """{"amount":700,"reason":"requested_by_customer"}""");
        await Do(shop, "held", "hold", """{"reason":"a person looks"}""");
        await Do(shop, "given_up", "cancel", """{"reason":"out of print"}""");
        await Do(shop, "noted", "notes", """{"text":"a gift"}""");
    }

    // The provider tells of it by a notice, which takes a moment.
    private static async Task Disputed(Shop shop)
    {
        var order = await Completed(shop, "disputed");
        await shop.Provider.Dispute(shop.Sessions["disputed"]);
        for (var tries = 0; order is not null && tries < 20; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), shop.Clock);
            if (await shop.Look("disputed", $"/admin/orders/{order}/refunds") is var told && (told.Status == 404 || told.Body.Contains("needs_response", StringComparison.Ordinal)))
            {
                return;
            }
        }
    }

    private static async Task Tokens(Shop shop)
    {
        const string Wish = """{"merchantDomain":"localhost","amount":5000,"currency":"USD","expiresIn":3600,"paymentMethod":"pm_card_visa","mandate":{"intentId":"intent_123"}}""";
        await shop.Post("token", "/spt", Wish);
        if ((await shop.Post("token_revoked", "/spt", Wish)).Text("id") is { } revoked)
        {
            await shop.Operate("token_revoked", $"/admin/spt/{revoked}/revoke", """{"reason":"lost"}""");
        }

        if ((await shop.Post("token_used", "/spt", Wish)).Text("id") is { } used)
        {
            await shop.Create("token_used", Digital);
            await shop.Complete("token_used", used);
        }
    }

    private static async Task Unknown(Shop shop)
    {
        foreach (var (scene, fault) in new[] { ("unknown_not_charged", "lose_request"), ("unknown_charged", "lose_reply") })
        {
            await shop.Create(scene, Digital);
            await shop.Provider.DisturbCharges(fault);
            await shop.Complete(scene, $"spt_{fault}"); // Its name is nothing to the provider, as some are.
            await shop.Provider.Calm();
        }
    }

    private static async Task Addressed(Shop shop, string scene)
    {
        var id = await shop.Create(scene, Goods);
        await shop.Post(scene, $"/checkout_sessions/{id}", Address);
        await shop.Post(scene, $"/checkout_sessions/{id}", Shipping);
    }

    private static async Task Do(Shop shop, string scene, string verb, string body)
    {
        if (await Completed(shop, scene) is { } order)
        {
            await shop.Operate(scene, $"/admin/orders/{order}/{verb}", body);
        }
    }

    private static async Task<string?> Completed(Shop shop, string scene)
    {
        await shop.Create(scene, Digital);
        return await Paid(shop, scene);
    }

    /// <returns>The order's id.</returns>
    private static async Task<string?> Paid(Shop shop, string scene) => (await shop.Complete(scene, $"spt_{scene}")).Text("order.id");
}
