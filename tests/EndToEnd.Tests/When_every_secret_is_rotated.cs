using System.Net;
using System.Text.Json;
using Acp.Fakes;
using Acp.Gateway.Tests.Host;

namespace Acp.EndToEnd.Tests;

/// <summary>
/// docs/rotation.md from its first line to its last, on two gateways over one PostgreSQL behind a balancer, while agents buy
/// and have tokens issued, an operator looks and the provider tells of events without a pause.
/// </summary>
public sealed class When_every_secret_is_rotated
{
    private static readonly string[] OldSigning = ["whsec_seller_old", "whsec_issuer_old"];
    private static readonly string[] NewSigning = ["whsec_seller_new", "whsec_issuer_new"];

    [Fact]
    public async Task No_request_fails_nobody_is_charged_twice_and_everybody_is_told()
    {
        await using var receiver = await HookReceiver.Start();
        await using var stock = await StockRoom.Open(Secrets.OldQuestions);
        using var users = new DatabaseUsers();
        using var oldSigner = new PlatformSigner();
        using var newSigner = new PlatformSigner();
        var settings = new Secrets(receiver, stock, OldSigning, NewSigning) { Signers = (oldSigner, newSigner), Store = (users.Make(), users.Make()) };
        await using var shop = await Shop.Open(settings.Old);
        var second = await shop.AnotherNode(settings.Old);
        using var balancer = new Balancer(shop.Gateway.Address, second.Address);
        using var agents = new Agents(balancer.Address, Secrets.PlatformKey, Secrets.AdminKey, oldSigner);
        await IssuerAndShop.Verified(shop.Gateway);
        var open = await LeaveOpen(agents, shop);
        agents.Start();
        await agents.Continue();
        using var deliveries = new Deliveries(shop.Stripe, balancer.Address, OldSigning, issues: true);

        var (platformKey, adminKey) = await RotateKeys(agents, shop, second);
        await deliveries.Continue(signedBy: OldSigning);
        second = await Restart(shop, second, balancer, settings.Both);
        await EndOutside(shop, users, stock, settings);
        await agents.Continue(signed: newSigner);
        await deliveries.Continue(signedBy: [.. OldSigning, .. NewSigning]);
        await deliveries.Continue(signedBy: NewSigning);
        second = await Restart(shop, second, balancer, settings.New);
        await deliveries.Continue(signedBy: NewSigning);
        await agents.Continue();
        var last = agents.Bought.Count;
        await agents.Continue();
        await agents.End();

        Assert.Empty(agents.Failed);
        Assert.All(await deliveries.End(), delivery => Assert.Equal(200, delivery.Status));
        Assert.All(agents.Bought, it => Assert.Single(shop.Stripe.ChargesOf(it.Session)));
        await EverybodyIsTold(receiver, agents.Bought, last);
        await WhatWasOpenIsChargedOnce(agents, shop, open, platformKey);
        await WhatWasTakenOutOpensNothing(agents, platformKey, adminKey);
        await ASignatureByTheOldKeyIsRefused(agents, shop, platformKey, oldSigner);
        await second.DisposeAsync();
    }

    /// <summary>A charge that was sent, and of which nobody knows whether it arrived, before anything is rotated. It did not: no event can tell of it.</summary>
    private static async Task<string> LeaveOpen(Agents agents, Shop shop)
    {
        var (_, session) = await agents.Send(HttpMethod.Post, "/checkout_sessions", Agents.Cart, Secrets.PlatformKey, "open-create");
        var id = session.GetProperty("id").GetString()!;
        shop.Stripe.Faults.Next(FaultKind.LoseRequest);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Complete(agents, id, Secrets.PlatformKey)).Status);
        return id;
    }

    /// <summary>Those of the configuration give way to some of the store, and these to their successors.</summary>
    private static async Task<(string Platform, string Admin)> RotateKeys(Agents agents, Shop shop, GatewayProcess second)
    {
        var platform = await Manage(agents, "", """{"kind":"platform","owner":"demo-agent","reason":"out of the file"}""", Secrets.AdminKey);
        await agents.Continue(platform: Key(platform));
        var admin = await Manage(agents, "", """{"kind":"admin","owner":"cleo","role":"owner","reason":"out of the file"}""", Secrets.AdminKey);
        await agents.Continue(admin: Key(admin));
        var nextPlatform = await Manage(agents, $"/{Id(platform)}/rotate", """{"reason":"yearly"}""", Key(admin));
        await agents.Continue(platform: Key(nextPlatform));
        var nextAdmin = await Manage(agents, $"/{Id(admin)}/rotate", """{"reason":"yearly"}""", Key(admin));
        await agents.Continue(admin: Key(nextAdmin));

        foreach (var old in new[] { platform, admin })
        {
            await Manage(agents, $"/{Id(old)}/revoke", """{"reason":"nobody uses it"}""", Key(nextAdmin));
        }

        foreach (var gateway in new[] { shop.Gateway, second })
        {
            await Eventually.True(async () => await Ask(agents, gateway, "/checkout_sessions/cs_0", Key(platform)) == HttpStatusCode.Unauthorized);
            await Eventually.True(async () => await Ask(agents, gateway, "/admin/keys", Key(admin)) == HttpStatusCode.Unauthorized);
        }

        await agents.Continue();
        return (Key(nextPlatform), Key(nextAdmin));
    }

    /// <summary>What others know of the old ones is taken from them, as soon as both gateways use the new ones.</summary>
    private static async Task EndOutside(Shop shop, DatabaseUsers users, StockRoom stock, Secrets settings)
    {
        shop.Stripe.EndKey(Secrets.StripeKey);
        shop.Stripe.EndKey(Shop.IssuerKeys[0]);
        await stock.Accept(Secrets.NewQuestions);
        Assert.Equal(0, users.CountOf(settings.Store.Old));
        users.End(settings.Store.Old);
        Assert.NotEqual(0, users.CountOf(settings.Store.New));
    }

    private static async Task<GatewayProcess> Restart(Shop shop, GatewayProcess second, Balancer balancer, (string Key, string Value)[] settings)
    {
        Assert.Equal(0, await shop.Gateway.Terminate());
        await shop.StartGateway(settings);
        balancer.Replace(0, shop.Gateway.Address);
        Assert.Equal(0, await second.Terminate());
        await second.DisposeAsync();
        var next = await shop.AnotherNode(settings);
        balancer.Replace(1, next.Address);
        return next;
    }

    /// <param name="last">So many had been bought when the last of the old secrets was gone.</param>
    private static async Task EverybodyIsTold(HookReceiver receiver, IReadOnlyList<(string Session, string Order)> bought, int last)
    {
        foreach (var (i, (_, order)) in bought.Index())
        {
            foreach (var endpoint in new[] { "merchant", "platform" })
            {
                await Eventually.True(() => receiver.Of(endpoint, order).Count > 0);
                Assert.All(receiver.Of(endpoint, order), message => Assert.True(
                    message.IsSignedWith(Secrets.NewHook) || (i < last && message.IsSignedWith(Secrets.OldHook)), $"{order} came to the {endpoint} with another signature."));
            }
        }
    }

    /// <summary>By the same request under the same idempotency key, with the provider's new key: whether that is the same account decides whether it may be sent again.</summary>
    private static async Task WhatWasOpenIsChargedOnce(Agents agents, Shop shop, string open, string platformKey)
    {
        Assert.Equal(HttpStatusCode.OK, (await Complete(agents, open, platformKey)).Status);
        Assert.Single(shop.Stripe.ChargesOf(open));
        Assert.Equal([0, 200], shop.Sends.Where(send => send.IdempotencyKey == $"acp:{open}:1").Select(send => send.Status));
    }

    private static async Task WhatWasTakenOutOpensNothing(Agents agents, string platformKey, string adminKey)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await agents.Send(HttpMethod.Get, "/checkout_sessions/cs_0", null, Secrets.PlatformKey)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await agents.Send(HttpMethod.Get, "/admin/keys", null, Secrets.AdminKey)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await agents.Send(HttpMethod.Get, "/checkout_sessions/cs_0", null, platformKey)).Status);
        Assert.Equal(HttpStatusCode.OK, (await agents.Send(HttpMethod.Get, "/admin/keys", null, adminKey)).Status);
    }

    private static async Task ASignatureByTheOldKeyIsRefused(Agents agents, Shop shop, string platformKey, PlatformSigner old)
    {
        using var client = new HttpClient { BaseAddress = shop.Gateway.Address };
        using var request = agents.Request(HttpMethod.Get, "/checkout_sessions/cs_0", null, platformKey, once: null, by: old);
        using var answer = await client.SendAsync(request);
        Assert.Equal("invalid_signature", (await Shop.Body(answer)).GetProperty("code").GetString());
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> Complete(Agents agents, string id, string key) =>
        agents.Send(HttpMethod.Post, $"/checkout_sessions/{id}/complete", new { shared_payment_granted_token = "tok_open" }, key, "open-complete");

    private static async Task<JsonElement> Manage(Agents agents, string path, string body, string key)
    {
        var (status, answer) = await agents.Send(HttpMethod.Post, $"/admin/keys{path}", JsonDocument.Parse(body).RootElement, key, $"manage-{body}");
        Assert.True((int)status is 200 or 201, $"{path}: {status} {answer}");
        return answer;
    }

    private static async Task<HttpStatusCode> Ask(Agents agents, GatewayProcess gateway, string path, string key)
    {
        using var client = new HttpClient { BaseAddress = gateway.Address };
        using var request = agents.Request(HttpMethod.Get, path, null, key, once: null);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static string Id(JsonElement key) => key.GetProperty("id").GetString()!;

    private static string Key(JsonElement key) => key.GetProperty("key").GetString()!;
}
