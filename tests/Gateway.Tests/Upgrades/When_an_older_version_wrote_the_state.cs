using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Upgrade.Writing;

namespace Acp.Gateway.Tests.Upgrades;

/// <summary>
/// Bytes that each earlier schema and each earlier shape of a record left behind, read through the whole product, repeated
/// and brought to an end. What is judged is the fake's ledger, which came along.
/// </summary>
public sealed class When_an_older_version_wrote_the_state(OldShops shops) : IClassFixture<OldShops>
{
    public static TheoryData<string> All => [.. States.Names];

    public static TheoryData<string> WithOrders => [.. States.Names.Where(state => States.Read(state).Had("/admin/orders"))];

    public static TheoryData<string> WithTokens => [.. States.Names.Where(state => States.Read(state).Had("/spt"))];

    [Theory]
    [MemberData(nameof(All))]
    public async Task All_of_it_is_read(string state)
    {
        var shop = await shops.Look(state);

        foreach (var (scene, id) in shop.Written.Sessions)
        {
            var before = shop.Written.Exchanges.Last(it => it.Scene == scene && it.Path == $"/checkout_sessions/{id}" && it.Method == "GET");
            var now = await shop.Get(before.Path);
            Assert.True(now.Status == 200, $"{scene}: {now}");
            Members.AreStillThere(scene, JsonDocument.Parse(before.Answer).RootElement, now.Json);
            Assert.Equal(200, (await shop.Get($"/admin/checkout_sessions/{id}")).Status);
            Assert.Equal(200, (await shop.Get($"/admin/checkout_sessions/{id}/story")).Status);
            Assert.Contains(id, (await shop.Get($"/admin/search?q={id}")).Body, StringComparison.Ordinal);
        }

        foreach (var path in new[] { "/admin/spt", "/admin/spt/stats/overview", "/admin/events", "/admin/deliveries", "/admin/keys", "/admin/merchants", "/admin/attention", "/admin/contradictions" })
        {
            Assert.Equal((path, 200), (path, (await shop.Get(path)).Status));
        }
    }

    [Theory]
    [MemberData(nameof(WithOrders))]
    public async Task Every_order_is_listed_and_shown_as_it_stands(string state)
    {
        var shop = await shops.Look(state);
        var listed = (await shop.Get("/admin/orders")).Body;

        foreach (var order in Orders(shop))
        {
            Assert.Contains(order, listed, StringComparison.Ordinal);
            Assert.Equal(200, (await shop.Get($"/admin/orders/{order}")).Status);
            Assert.Equal(200, (await shop.Get($"/admin/orders/{order}/refunds")).Status);
            Assert.Equal(200, (await shop.Get($"/orders/{order}")).Status);
        }

        Assert.NotEmpty(Orders(shop));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_is_asked_again_under_its_key_is_answered_in_the_same_bytes_and_moves_no_money(string state)
    {
        var shop = await shops.Look(state);
        var (charges, back) = (shop.Stripe.Charges, shop.GivenBack);
        var kept = shop.Written.Exchanges.Where(IsKept).ToArray();

        foreach (var exchange in kept)
        {
            var again = await shop.Repeat(exchange);
            // What an operator repeats is answered with how it stands.
            var isSame = exchange.Path.StartsWith("/admin", StringComparison.Ordinal) ? again.Status is 200 or 201 : (exchange.Status, exchange.Answer) == (again.Status, again.Body);
            Assert.True(isSame, $"{exchange}\nnow: {again}");
        }

        Assert.True(kept.Length > 20, $"{kept.Length} repeats show little.");
        Assert.Equal(charges, shop.Stripe.Charges);
        Assert.Equal(back, shop.GivenBack);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Each_checkout_goes_on_to_its_end_and_is_charged_once(string state)
    {
        await using var shop = await OldShop.Open(state);
        var charged = shop.Stripe.Charges.Count;

        await Pay(shop, "open");
        await Pay(shop, "addressed");
        await Pay(shop, "declined");
        Assert.True(shop.Stripe.Authenticate(Assert.IsType<Payment.Waiting>((await shop.Stored("waiting")).Payment).IntentId, succeeded: true));
        await Pay(shop, "waiting");
        Assert.Equal((409, "invalid_state"), await shop.Complete(shop.Written.Sessions["canceled"], "spt_late") is var late ? (late.Status, late.Code) : default);
        if ((await shop.Stored("page")).Payment is Payment.PageOpen { Attempt.Page: { } page })
        {
            await shop.PayOnPage("page", page);
        }

        await shop.LetPass(TimeSpan.FromMinutes(40)); // Nobody asks about the unknown ones.

        string[] paid = ["open", "addressed", "declined", "waiting", "unknown_charged", "unknown_not_charged"];
        foreach (var scene in shop.Written.Had("/pay") || (await shop.Stored("page")).Payment is Payment.Charged ? [.. paid, "page"] : paid)
        {
            Assert.Equal((scene, "completed"), (scene, (await shop.Get($"/checkout_sessions/{shop.Written.Sessions[scene]}")).SessionStatus));
        }

        foreach (var (scene, id) in shop.Written.Sessions)
        {
            var session = await shop.Stored(scene);
            var charges = shop.Stripe.ChargesOf(id);
            Assert.True(charges.Count == (session.Payment is Payment.Charged ? 1 : 0), $"{scene} is {session.Payment}, and was charged {charges.Count} times.");
            Assert.All(charges, charge => Assert.Equal((scene, session.Quote.Total), (scene, charge.Amount)));
        }

        Assert.True(shop.Stripe.Charges.Count >= charged + 5);
    }

    [Theory]
    [MemberData(nameof(WithOrders))]
    public async Task Each_order_goes_on_and_every_endpoint_hears_of_it_in_order(string state)
    {
        await using var shop = await OldShop.Open(state);

        foreach (var order in Orders(shop))
        {
            await GoOn(shop, order);
        }

        await shop.LetPass(TimeSpan.FromHours(2));

        foreach (var order in Orders(shop))
        {
            var told = shop.Hooks.Of("hook", order).Select(message => message.Sequence).Distinct().ToArray();
            Assert.Equal((order, string.Join(' ', Enumerable.Range(1, told.Length))), (order, string.Join(' ', told)));
            Assert.True(told.Length > 1, $"Of {order} nothing was told but that it was placed.");
        }
    }

    [Theory]
    [MemberData(nameof(WithTokens))]
    public async Task A_token_pays_once_and_one_that_was_revoked_never(string state)
    {
        await using var shop = await OldShop.Open(state);
        var (token, revoked) = (TokenOf(shop, "token"), TokenOf(shop, "token_revoked"));

        Assert.Equal((400, "token_revoked"), await shop.Complete(shop.Written.Sessions["open"], revoked) is var refused ? (refused.Status, refused.Code) : default);
        Assert.Equal("completed", (await shop.Complete(shop.Written.Sessions["open"], token)).SessionStatus);
        Assert.Equal((400, "token_used"), await shop.Complete(shop.Written.Sessions["declined"], token) is var used ? (used.Status, used.Code) : default);
    }

    private static async Task Pay(OldShop shop, string scene)
    {
        var told = await shop.Complete(shop.Written.Sessions[scene], $"spt_later_{shop.Written.Sessions[scene]}");
        Assert.True(told is { Status: 200, SessionStatus: "completed" }, $"{scene}: {told}");
    }

    // All that is left of it goes back, but for what is in dispute.
    private static async Task GoOn(OldShop shop, string order)
    {
        var held = await shop.Post($"/admin/orders/{order}/hold", """{"reason":"the new version looks"}""");
        var confirmed = await shop.Post($"/admin/orders/{order}/confirm", "{}");
        var back = await shop.Post($"/admin/orders/{order}/refunds", """{"reason":"requested_by_customer","overrule":true}""");
        Assert.True(held.Status is 200 or 409 && confirmed.Status is 200 or 409 && (back.Status is 200 or 201 || back.Code == "dispute_open"), $"{order}: {held} {confirmed} {back}");
    }

    private static IEnumerable<string> Orders(OldShop shop) => shop.Written.Exchanges
        .Where(it => it.Status == 200 && it.Path.EndsWith("/complete", StringComparison.Ordinal))
        .Select(it => JsonDocument.Parse(it.Answer).RootElement.GetProperty("order").GetProperty("id").GetString()!);

    private static string TokenOf(OldShop shop, string scene) =>
        JsonDocument.Parse(shop.Written.Exchanges.First(it => it.Scene == scene && it.Path == "/spt").Answer).RootElement.GetProperty("id").GetString()!;

    // Where the version that wrote had no such path, its 404 says nothing of a key.
    private static bool IsKept(Exchange exchange) =>
        exchange is { Key: not null, Status: >= 200 and < 500 and not (401 or 404 or 409 or 429) } && !exchange.Path.StartsWith("/admin/keys", StringComparison.Ordinal);
}
