using System.Net;
using Acp.Gateway.Tests.Host;
using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Tests;

public sealed class When_a_token_is_asked_for : IAsyncLifetime
{
    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("/spt/spt_1")]
    [InlineData("/api/spt/spt_1")]
    public async Task Its_platform_sees_all_that_is_known_of_it(string path)
    {
        host.Grains.Token.View = Issued.Token();

        Assert.Equal(
            """
            {"id":"spt_1","status":"ACTIVE","amount":4999,"amountType":"exact","currency":"usd","merchantDomain":"shop.example",
            "createdAt":"2026-05-01T12:00:00Z","expiresAt":"2026-05-01T12:05:00Z",
            "mandate":{"intentId":"intent_123","cartId":"cart_456","paymentId":"payment_789"},"metadata":{"order":"42"}}
            """.ReplaceLineEndings(""),
            await Body(path));
    }

    [Fact]
    public async Task A_used_one_names_its_payment()
    {
        host.Grains.Token.View = Issued.Used();

        Assert.Equal(
            """
            {"id":"spt_1","status":"USED","amount":4999,"amountType":"exact","currency":"usd","merchantDomain":"shop.example",
            "createdAt":"2026-05-01T12:00:00Z","expiresAt":"2026-05-01T12:05:00Z","usedAt":"2026-05-01T12:01:00Z","paymentIntent":"pi_1"}
            """.ReplaceLineEndings(""),
            await Body("/spt/spt_1"));
    }

    [Fact]
    public async Task A_revoked_one_says_why_and_what_the_shopper_would_have_had_to_do_is_there_too()
    {
        host.Grains.Token.View = Issued.Revoked();

        Assert.Equal(
            """
            {"id":"spt_1","status":"REVOKED","amount":4999,"amountType":"maximum","currency":"usd","merchantDomain":"shop.example",
            "createdAt":"2026-05-01T12:00:00Z","expiresAt":"2026-05-01T12:05:00Z","revokedAt":"2026-05-01T12:01:30Z","reason":"lost phone",
            "mandate":{"cartId":"cart_456"},"nextAction":{"type":"redirect_to_url"}}
            """.ReplaceLineEndings(""),
            await Body("/spt/spt_1"));
    }

    public static TheoryData<string, SharedPaymentTokenView?> Others => new()
    {
        { "spt_1", null },
        { "spt_1", Issued.Token(platform: "two") },
        { "spt_1", Issued.Token(TokenOrigin.Granted) },
        { "cs_1", Issued.Token() },
        { "spt_1%2F..", Issued.Token() },
        { "spt_1%20", Issued.Token() },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Whatever_is_not_its_own_is_not_there(string id, SharedPaymentTokenView? view)
    {
        host.Grains.Token.View = view;

        var error = await ErrorBody.Of(await host.Client.SendAsync(AcpHost.Get($"/spt/{id}")));

        Assert.Equal(new ErrorBody(404, "invalid_request", "not_found", "There is no such token.", null), error);
    }

    [Fact]
    public async Task An_id_that_cannot_be_a_token_wakes_no_grain_and_without_a_key_nobody_is_asked()
    {
        await host.Client.SendAsync(AcpHost.Get("/spt/cs_1"));
        await host.Client.SendAsync(AcpHost.Get($"/spt/spt_{new string('x', 252)}"));
        var unknown = AcpHost.Get("/spt/spt_1");
        unknown.Headers.Authorization = new("Bearer", AcpHost.AdminKey);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.SendAsync(unknown)).StatusCode);
        Assert.Empty(host.Grains.Ids);
    }

    private async Task<string> Body(string path)
    {
        var request = AcpHost.Get(path);
        request.Headers.Remove("API-Version");
        using var reply = await host.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "no-store"), (reply.StatusCode, reply.Headers.CacheControl?.ToString()));
        return await reply.Content.ReadAsStringAsync();
    }
}
