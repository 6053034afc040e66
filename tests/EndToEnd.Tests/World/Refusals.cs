namespace Acp.EndToEnd.Tests;

/// <summary>One request that the shop's rules refuse, and what it gets.</summary>
/// <param name="Arrange">Brings a session where it must be; null where there is none.</param>
/// <param name="Request">The request to that session.</param>
internal sealed record ShopRefusal(
    string What, int Status, string Code, string? Param, Func<Shop, Task<string>>? Arrange, Func<string, (string Path, object Body)> Request)
{
    /// <summary>As docs/bad-input.md shows it.</summary>
    public string Row => $"| rule | {What} | {Status} | `{Code}` | {(Param is null ? "" : $"`{Param}`")} |";
}

internal static class ShopRefusals
{
    private const string Token = "$.payment_data.instrument.credential.token";

    public static IReadOnlyList<ShopRefusal> All { get; } =
    [
        new("create with an unknown item", 400, "invalid_item_id", "$.line_items[0].id", null, _ => Create("item_nothing", 1)),
        new("create in a currency nothing is sold in", 400, "currency_not_supported", "$.currency", null, _ => Create("item_mug", 1, "sek")),
        new("create with more than one order may hold", 400, "quantity_exceeded", "$.line_items[0].quantity", null, _ => Create("item_keyboard", 3)),
        new("create with more than is left", 400, "out_of_stock", "$.line_items[0]", null, _ => Create("item_hoodie", 121)),
        new("update with an unknown item", 400, "invalid_item_id", "$.line_items[0].id", Mug, id => Update(id, Items("item_nothing", 1))),
        new("update with more than is left", 400, "out_of_stock", "$.line_items[0]", Mug, id => Update(id, Items("item_hoodie", 121))),
        new("update with an option that is not offered", 400, "invalid_fulfillment_option", "$.selected_fulfillment_options[0].option_id", Mug, id => Update(id, Choice("no_such", "item_mug"))),
        new("update that ships what is not in the cart", 400, "invalid_fulfillment_option", "$.selected_fulfillment_options[0].item_ids[0]", Addressed, id => Update(id, Choice("us_standard", "item_tee"))),
        new("update on a completed session", 409, "invalid_state", "$.status", Completed, id => Update(id, Items("item_ebook", 2))),
        new("update on a canceled session", 409, "invalid_state", "$.status", Canceled, id => Update(id, Items("item_ebook", 2))),
        new("complete before an address is given", 400, "not_ready_for_payment", "$.fulfillment_details.address", Mug, id => Complete(id, "spt_1")),
        new("complete with a state that is none", 400, "not_ready_for_payment", "$.fulfillment_details.address.state", Nowhere, id => Complete(id, "spt_1")),
        new("complete before an option is chosen", 400, "not_ready_for_payment", "$.selected_fulfillment_options", Addressed, id => Complete(id, "spt_1")),
        new("complete on a canceled session", 409, "invalid_state", "$.status", Canceled, id => Complete(id, "spt_1")),
        new("complete with a token nobody knows", 400, "token_unknown", Token, Ebook, id => Complete(id, "spt_unknown")),
        new("complete with an expired token", 400, "token_expired", Token, Ebook, id => Complete(id, "spt_expired")),
        new("complete with a used token", 400, "token_used", Token, Ebook, id => Complete(id, "spt_used")),
        new("complete with a revoked token", 400, "token_revoked", Token, Ebook, id => Complete(id, "spt_revoked")),
        new("complete with a token below the total", 400, "token_limit_exceeded", Token, Ebook, id => Complete(id, "spt_limit_100")),
        new("cancel on a completed session", 405, "invalid_state", "$.status", Completed, id => ($"/checkout_sessions/{id}/cancel", new { })),
        new("cancel on a canceled session", 405, "invalid_state", "$.status", Canceled, id => ($"/checkout_sessions/{id}/cancel", new { })),
        new("anything on an unknown session", 404, "not_found", null, null, _ => Complete("cs_00000000000000000000000000000000", "spt_1")),
    ];

    private static (string Path, object Body) Create(string item, int quantity, string currency = "usd") =>
        ("/checkout_sessions", new { currency, line_items = new[] { new { id = item, quantity } }, capabilities = new { } });

    private static object Items(string item, int quantity) => new { line_items = new[] { new { id = item, quantity } } };

    private static object Choice(string option, string item) =>
        new { selected_fulfillment_options = new[] { new { type = "shipping", option_id = option, item_ids = new[] { item } } } };

    private static (string Path, object Body) Update(string id, object body) => ($"/checkout_sessions/{id}", body);

    private static (string Path, object Body) Complete(string id, string token) =>
        ($"/checkout_sessions/{id}/complete", new { shared_payment_granted_token = token });

    private static Task<string> Mug(Shop shop) => shop.Created("item_mug");

    private static Task<string> Ebook(Shop shop) => shop.Created("item_ebook");

    private static async Task<string> Addressed(Shop shop)
    {
        var id = await Mug(shop);
        using var answer = await shop.Post($"/checkout_sessions/{id}", new { fulfillment_details = Shop.Home });
        return id;
    }

    private static async Task<string> Nowhere(Shop shop)
    {
        var id = await Mug(shop);
        var address = new { name = "Ada", line_one = "1 Main St", city = "Nowhere", state = "Narnia", country = "US", postal_code = "94131" };
        using var given = await shop.Post($"/checkout_sessions/{id}", new { fulfillment_details = new { name = "Ada", address } });
        using var chosen = await shop.Post($"/checkout_sessions/{id}", Choice("us_standard", "item_mug"));
        Assert.Equal(200, (int)chosen.StatusCode);
        return id;
    }

    private static async Task<string> Completed(Shop shop)
    {
        var id = await Ebook(shop);
        using var answer = await shop.Complete(id, $"spt_for_{id}");
        return id;
    }

    private static async Task<string> Canceled(Shop shop)
    {
        var id = await Ebook(shop);
        using var answer = await shop.Post($"/checkout_sessions/{id}/cancel", new { });
        return id;
    }
}
