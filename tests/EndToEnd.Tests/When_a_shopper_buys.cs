using System.Net;
using System.Text.Json;
using Acp.Fakes;

namespace Acp.EndToEnd.Tests;

public sealed class When_a_shopper_buys
{
    [Fact]
    public async Task The_walk_of_the_README_holds_from_create_to_order()
    {
        await using var shop = await Shop.Open();
        var id = await shop.Created("item_mug", quantity: 2);

        using var addressed = await shop.Post($"/checkout_sessions/{id}", new { fulfillment_details = Shop.Home });
        var option = (await Shop.Body(addressed)).GetProperty("fulfillment_options")[0].GetProperty("id").GetString();
        using var chosen = await shop.Post($"/checkout_sessions/{id}", Choice(option!));
        Assert.Equal("ready_for_payment", (await Shop.Body(chosen)).GetProperty("status").GetString());

        using var declined = await shop.Complete(id, "tok_decline");
        Assert.Equal((HttpStatusCode.BadRequest, "payment_declined"), (declined.StatusCode, await CodeOf(declined)));
        using var blocked = await shop.Complete(id, "tok_3ds");
        Assert.Equal((HttpStatusCode.BadRequest, "requires_3ds"), (blocked.StatusCode, await CodeOf(blocked)));
        Assert.Equal("ready_for_payment", (await shop.Session(id)).GetProperty("status").GetString());

        using var paid = await shop.Complete(id, "tok_visa", "pay");
        using var replayed = await shop.Complete(id, "tok_visa", "pay");
        await Shop.OrderOf(paid);
        Assert.Equal(await paid.Content.ReadAsByteArrayAsync(), await replayed.Content.ReadAsByteArrayAsync());
        Assert.Equal("true", Assert.Single(replayed.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal(TotalOf(await Shop.Body(paid)), Assert.Single(shop.Stripe.ChargesOf(id)).Amount);
    }

    [Fact]
    public async Task The_shoppers_authentication_completes_it_without_a_second_charge()
    {
        await using var shop = await Shop.Open();
        var id = await shop.ReadySession();
        using var blocked = await shop.Complete(id, "spt_3ds");
        Assert.Equal("requires_3ds", await CodeOf(blocked));
        Assert.True(shop.Stripe.Authenticate(shop.Sends.Single().IntentId!, succeeded: true));

        using var completed = await shop.Complete(id, "spt_3ds");

        await Shop.OrderOf(completed);
        Assert.Single(shop.Sends);
        Assert.Single(shop.Stripe.ChargesOf(id));
    }

    [Fact]
    public async Task Neither_token_nor_key_is_in_any_log()
    {
        await using var shop = await Shop.Open(("Logging__LogLevel__Default", "Debug"), ("Logging__LogLevel__Microsoft.AspNetCore", "Debug"));
        var id = await shop.ReadySession();
        shop.Stripe.Faults.Next(FaultKind.LoseReply);
        shop.Stripe.Faults.Next(FaultKind.CommitThen500);
        using var lost = await shop.Complete(id, "spt_secret_in_every_path");
        using var declined = await shop.Complete(await shop.ReadySession(), "spt_decline_secret");
        await shop.Gateway.Terminate();

        Assert.NotEmpty(shop.Gateway.Log);
        Assert.DoesNotContain("spt_", shop.Gateway.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("sk_test", shop.Gateway.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer demo_platform_key", WithoutBanner(shop.Gateway.Log), StringComparison.Ordinal);
    }

    private static object Choice(string option) =>
        new { selected_fulfillment_options = new[] { new { type = "shipping", option_id = option, item_ids = new[] { "item_mug" } } } };

    private static async Task<string?> CodeOf(HttpResponseMessage response) => (await Shop.Body(response)).GetProperty("code").GetString();

    private static long TotalOf(JsonElement session) => session.GetProperty("totals").EnumerateArray()
        .Single(total => total.GetProperty("type").GetString() == "total").GetProperty("amount").GetInt64();

    // The banner shows the demo key on purpose, in Development only.
    private static string WithoutBanner(string log) => string.Join('\n', log.Split('\n').Where(line => !line.Contains("-H 'Authorization", StringComparison.Ordinal)));
}
