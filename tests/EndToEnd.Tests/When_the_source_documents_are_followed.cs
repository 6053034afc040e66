using System.Net;
using System.Text.Json;

namespace Acp.EndToEnd.Tests;

/// <summary>
/// The commands of the documents that this service was built from, as they are printed there: only hosts, keys, ids and the
/// order of the flags are ours. docs/decisions/0017-callers-of-the-source-documents.md.
/// </summary>
public sealed class When_the_source_documents_are_followed
{
    /// <summary>«Create test SPT».</summary>
    private const string CreateToken = """
        curl -s -X POST https://api.stripe.com/v1/test_helpers/shared_payment_granted_tokens \
          -u sk_test_xxxxxxxxxxxxxxxxxxxxx: \
          -d amount=5900 \
          -d currency=usd \
          -d payment_method=pm_card_visa
        """;

    /// <summary>«Use test SPT in your complete endpoint».</summary>
    private const string Complete = """
        curl -s -X POST https://yourdomain.com/api/checkout_sessions/cs_123/complete \
          -H "Authorization: Bearer your_api_key" \
          -H "Content-Type: application/json" \
          -d '{"shared_payment_granted_token":"spt_test_1234567890"}'
        """;

    /// <summary>«Test with real card»: it does not say in which currency, nor that it is JSON.</summary>
    private const string Create = """
        curl -s -X POST https://yourdomain.com/api/checkout_sessions \
          -H "Authorization: Bearer $PRODUCTION_API_KEY" \
          -d '{"items":[{"id":"test-product","quantity":1}]}'
        """;

    [Fact]
    public async Task A_token_is_made_completes_a_session_and_is_found_used()
    {
        Assert.SkipUnless(Bash.IsPresent, Bash.WhyAbsent);
        await using var shop = await Shop.Open();
        var id = await shop.ReadySession();

        var token = await MadeToken(shop, "pm_card_visa");
        var paid = await Run(shop, Complete.Replace("cs_123", id).Replace("spt_test_1234567890", token));
        var again = await Run(shop, Complete.Replace("cs_123", id).Replace("spt_test_1234567890", token));

        Assert.Equal("completed", paid.GetProperty("status").GetString());
        Assert.Equal(paid.GetProperty("order").GetRawText(), again.GetProperty("order").GetRawText());
        Assert.Equal(token, Assert.Single(shop.Stripe.ChargesOf(id)).Token);
        var found = Assert.Single((await Ask(shop, HttpMethod.Get, "/admin/spt?status=USED")).GetProperty("data").EnumerateArray());
        Assert.Equal((token, id), (found.GetProperty("id").GetString(), found.GetProperty("session").GetString()));
    }

    [Fact]
    public async Task Support_lists_the_active_tokens_revokes_one_and_reads_the_statistics()
    {
        Assert.SkipUnless(Bash.IsPresent, Bash.WhyAbsent);
        await using var shop = await Shop.Open();
        var id = await shop.ReadySession();
        var token = await MadeToken(shop, "pm_card_declinedInsufficientFunds");
        var declined = await Run(shop, Complete.Replace("cs_123", id).Replace("spt_test_1234567890", token));
        Assert.Equal("payment_declined", declined.GetProperty("code").GetString());

        // As printed: «GET /admin/spt?status=ACTIVE», «POST /admin/spt/:id/revoke», «GET /admin/spt/stats/overview».
        var active = await Ask(shop, HttpMethod.Get, "/admin/spt?status=ACTIVE");
        var revoked = await Ask(shop, HttpMethod.Post, $"/admin/spt/{token}/revoke");
        var overview = await Ask(shop, HttpMethod.Get, "/admin/spt/stats/overview");

        Assert.Equal(token, Assert.Single(active.GetProperty("data").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("REVOKED", revoked.GetProperty("status").GetString());
        Assert.Equal("""{"ACTIVE":0,"USED":0,"EXPIRED":0,"REVOKED":1}""", overview.GetProperty("all").GetProperty("states").GetRawText());
        var refused = await Run(shop, Complete.Replace("cs_123", id).Replace("spt_test_1234567890", token));
        Assert.Equal("token_revoked", refused.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_session_is_created_as_they_print_it_and_can_be_paid()
    {
        Assert.SkipUnless(Bash.IsPresent, Bash.WhyAbsent);
        await using var shop = await Shop.Open();

        var created = await Run(shop, Create.Replace("test-product", "item_ebook"));
        var id = created.GetProperty("id").GetString()!;
        var token = await MadeToken(shop, "pm_card_visa");
        var paid = await Run(shop, Complete.Replace("cs_123", id).Replace("spt_test_1234567890", token));

        Assert.Equal(("ready_for_payment", "usd"), (created.GetProperty("status").GetString(), created.GetProperty("currency").GetString()));
        Assert.Equal("completed", paid.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_product_that_is_not_sold_is_refused()
    {
        Assert.SkipUnless(Bash.IsPresent, Bash.WhyAbsent);
        await using var shop = await Shop.Open();

        var refused = await Run(shop, Create);

        Assert.Equal("invalid_item_id", refused.GetProperty("code").GetString());
    }

    private static async Task<string> MadeToken(Shop shop, string method) =>
        (await Run(shop, CreateToken.Replace("pm_card_visa", method, StringComparison.Ordinal))).GetProperty("id").GetString()!;

    private static async Task<JsonElement> Run(Shop shop, string command) => JsonDocument.Parse(await Bash.Run(command
        .Replace("https://api.stripe.com", shop.StripeAddress.ToString().TrimEnd('/'), StringComparison.Ordinal)
        .Replace("https://yourdomain.com", shop.Gateway.Address.ToString().TrimEnd('/'), StringComparison.Ordinal)
        .Replace("sk_test_xxxxxxxxxxxxxxxxxxxxx", "sk_test_endtoend", StringComparison.Ordinal)
        .Replace("your_api_key", "demo_platform_key", StringComparison.Ordinal)
        .Replace("$PRODUCTION_API_KEY", "demo_platform_key", StringComparison.Ordinal))).RootElement;

    private static async Task<JsonElement> Ask(Shop shop, HttpMethod method, string path)
    {
        using var answer = await shop.Operate(method, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Shop.Body(answer);
    }
}
