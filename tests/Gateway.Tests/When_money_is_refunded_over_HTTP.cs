using System.Text;
using System.Text.Json;
using Acp.Fakes;
using Acp.Gateway.Tests.Host;
using Acp.Orders;
using Acp.Payments;
using Acp.Payments.Stripe;
using Acp.Pricing;
using Acp.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Gateway.Tests;

/// <summary>A real order and the real adapter on the fake behind the surface. That each reply is as documented sees the client itself.</summary>
public sealed class When_money_is_refunded_over_HTTP : IAsyncLifetime
{
    private const string Path = "/admin/orders/{id}/refunds";

    private readonly FailingStore store = new();
    private readonly FakeStripe stripe = new(TimeProvider.System);
    private AcpHost host = null!;
    private string intent = "";

    /// <summary>One after the other, each on what those before it left behind: 1,500 were charged.</summary>
    private static readonly (string Method, string Id, string? Body, string? Bearer, string? Key, int Status, string? Code)[] Story =
    [
        ("GET", "ord_1", null, null, null, 401, "unauthorized"),
        ("GET", "ord_none", null, AcpHost.ReadKey, null, 404, "not_found"),
        ("GET", "cs_1", null, AcpHost.ReadKey, null, 404, "not_found"),
        ("POST", "ord_1", "{}", null, "k0", 401, "unauthorized"),
        ("POST", "ord_1", "{}", AcpHost.ReadKey, "k0", 403, "role_too_small"),
        ("POST", "ord_1", """{"overrule":true}""", AcpHost.SupportKey, "k0", 403, "role_too_small"),
        ("POST", "ord_none", "{}", AcpHost.SupportKey, "k0", 404, "not_found"),
        ("POST", "ord_1", "{}", AcpHost.SupportKey, null, 400, "idempotency_key_required"),
        ("POST", "ord_1", """{"amount":0}""", AcpHost.SupportKey, "k1", 400, "invalid_amount"),
        ("POST", "ord_1", """{"amount":1.5}""", AcpHost.SupportKey, "k1", 400, "invalid_amount"),
        ("POST", "ord_1", """{"amount":"7"}""", AcpHost.SupportKey, "k1", 400, "invalid_amount"),
        ("POST", "ord_1", """{"ammount":500}""", AcpHost.SupportKey, "k1", 400, "unknown_field"),
        ("POST", "ord_1", """{"lines":[]}""", AcpHost.SupportKey, "k1", 400, "invalid_value"),
        ("POST", "ord_1", """{"amount":500,"lines":[{"id":"li_1","quantity":1,"qty":1}]}""", AcpHost.SupportKey, "k1", 400, "unknown_field"),
        ("POST", "ord_1", """{"reason":"because"}""", AcpHost.SupportKey, "k1", 400, "invalid_value"),
        ("POST", "ord_1", """{"overrule":"yes"}""", AcpHost.SupportKey, "k1", 400, "invalid_type"),
        ("POST", "ord_1", """{"lines":[{"id":"li_9","quantity":1}]}""", AcpHost.SupportKey, "k1", 400, "unknown_line"),
        ("POST", "ord_1", """{"lines":[{"id":"li_1","quantity":4}]}""", AcpHost.SupportKey, "k1", 409, "quantity_exceeded"),
        ("POST", "ord_1", """{"amount":1501}""", AcpHost.SupportKey, "k1", 409, "refund_exceeds_remainder"),
        ("POST", "ord_1", """{"lines":[{"id":"li_1","quantity":1}],"reason":"duplicate","description":"one too many"}""", AcpHost.SupportKey, "k1", 201, null),
        ("POST", "ord_1", """{"lines":[{"id":"li_1","quantity":1}],"description":"one too many","reason":"duplicate"}""", AcpHost.SupportKey, "k1", 200, null),
        ("POST", "ord_1", """{"amount":500}""", AcpHost.SupportKey, "k1", 422, "idempotency_conflict"),
        ("POST", "ord_free", "{}", AcpHost.SupportKey, "k1", 409, "nothing_charged"),
        ("GET", "ord_1", null, AcpHost.ReadKey, null, 200, null),
    ];

    /// <summary>What this story reaches of what is documented.</summary>
    internal static IEnumerable<string> Reached => Story.Select(step => $"{step.Method} {Path} {step.Status}")
        .Concat([$"POST {Path} 413", $"POST {Path} 415", $"POST {Path} 503", $"GET {Path} 503"]);

    public async ValueTask InitializeAsync()
    {
        host = await AcpHost.Start(configure: builder => builder.Services.AddSingleton<IStore>(store).AddSingleton<IInventory>(store));
        var provider = new StripeProvider(
            new HttpMessageInvoker(new FakeStripeHandler(stripe)),
            new StripeOptions { SecretKey = "sk_test_fake", CallsPerSecond = 0, Repeats = 0 },
            TimeProvider.System,
            NullLogger<StripeProvider>.Instance);
        var frozen = provider.Freeze(new ChargeOrder("cs_1", 1, 1_500, "usd", "spt_1"));
        intent = Assert.IsType<ChargeAnswer.Succeeded>(await provider.Charge("acp:cs_1:1", frozen, DateTimeOffset.MaxValue)).IntentId;
        var ports = new OrderPorts(store, provider, new CountingIds(), TimeProvider.System, NullLogger<OrderActor>.Instance)
        {
            RefundOptions = new() { SendsPerCall = 1 },
        };
        host.Grains.Order = id => new OrderActor(id, ports);
        await Keep(Placed("ord_1", new OrderPayment(intent, frozen.Account, 1_500)), Placed("ord_free", payment: null));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await store.DisposeAsync();
        stripe.Dispose();
    }

    [Fact]
    public async Task Each_step_has_its_answer()
    {
        foreach (var step in Story)
        {
            var (status, body) = await Send(step.Method, step.Id, step.Body, step.Bearer, step.Key);
            Assert.True((step.Status, step.Code) == (status, status < 400 ? null : body.GetProperty("code").GetString()), $"{step}: {status} {body}");
        }

        var (_, shown) = await Send("GET", "ord_1", null, AcpHost.ReadKey);
        Assert.Equal((1500, 500, 1000), (shown.GetProperty("charged").GetInt32(), shown.GetProperty("refunded").GetInt32(), shown.GetProperty("remaining").GetInt32()));
        var refund = Assert.Single(shown.GetProperty("refunds").EnumerateArray());
        Assert.Equal(
            ("completed", 500, "duplicate", "one too many"),
            (refund.GetProperty("status").GetString(), refund.GetProperty("amount").GetInt32(), refund.GetProperty("reason").GetString(), refund.GetProperty("description").GetString()));
        Assert.Equal(500, Assert.Single(stripe.Bank.Refunds).Amount);
        Assert.DoesNotContain(stripe.Bank.Refunds[0].Id, shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_remains_is_told_with_the_refusal()
    {
        await Send("POST", "ord_1", """{"amount":1200}""", AcpHost.SupportKey, "k1");

        var (status, refused) = await Send("POST", "ord_1", """{"amount":301}""", AcpHost.SupportKey, "k2");

        Assert.Equal((409, 300, "$.amount"), (status, refused.GetProperty("remaining").GetInt32(), refused.GetProperty("param").GetString()));
        Assert.Equal("At most 3.00 USD can still be refunded.", refused.GetProperty("message").GetString());
    }

    [Fact]
    public async Task While_it_is_unknown_the_caller_is_told_when_to_come_again()
    {
        stripe.Faults.Next(FaultKind.LoseReply, StripeCall.Refund);

        var (status, body) = await Send("POST", "ord_1", "{}", AcpHost.SupportKey, "k1");
        var (_, shown) = await Send("GET", "ord_1", null, AcpHost.ReadKey);

        Assert.Equal((503, "refund_outcome_unknown"), (status, body.GetProperty("code").GetString()));
        Assert.Equal(("unknown", 0), (shown.GetProperty("refunds")[0].GetProperty("status").GetString(), shown.GetProperty("remaining").GetInt32()));
    }

    [Fact]
    public async Task Where_the_provider_took_nothing_the_same_key_tries_again()
    {
        stripe.Faults.Next(FaultKind.Reply429, StripeCall.Refund);

        Assert.Equal("payment_provider_unavailable", (await Send("POST", "ord_1", "{}", AcpHost.SupportKey, "k1")).Body.GetProperty("code").GetString());
        Assert.Equal(201, (await Send("POST", "ord_1", "{}", AcpHost.SupportKey, "k1")).Status);
    }

    [Fact]
    public async Task An_owner_overrules_a_dispute_and_nobody_else()
    {
        stripe.Bank.OpenDispute(intent, "is_charge_refundable=true&amount=400");
        await host.Grains.Order("ord_1").LookAgain();

        Assert.Equal("dispute_open", (await Send("POST", "ord_1", "{}", AcpHost.AdminKey, "k1")).Body.GetProperty("code").GetString());
        Assert.Equal(201, (await Send("POST", "ord_1", """{"overrule":true}""", AcpHost.AdminKey, "k2")).Status);
        var (_, shown) = await Send("GET", "ord_1", null, AcpHost.ReadKey);
        Assert.Equal(("needs_response", "open"), (shown.GetProperty("disputes")[0].GetProperty("status").GetString(), shown.GetProperty("disputes")[0].GetProperty("stage").GetString()));
    }

    [Fact]
    public async Task Bodies_that_are_none_are_refused_and_a_store_that_is_away_changes_nothing()
    {
        Assert.Equal(413, (await Send("POST", "ord_1", new string(' ', 70_000), AcpHost.SupportKey, "k")).Status);
        Assert.Equal(415, (await Send("POST", "ord_1", "{}", AcpHost.SupportKey, "k", "text/plain")).Status);

        store.IsAway = true;
        Assert.Equal(503, (await Send("POST", "ord_1", "{}", AcpHost.SupportKey, "k")).Status);
        Assert.Equal(503, (await Send("GET", "ord_1", null, AcpHost.ReadKey)).Status);
        Assert.Empty(stripe.Bank.Refunds);
    }

    private static OrderRecord Placed(string id, OrderPayment? payment)
    {
        var product = new FrozenProduct("item_1", "An item", null, 500, ProductKind.Physical, "standard", [], 99);
        return new(new PlacedOrder(
            id, "1001", "cs_1", "one", "usd", null, null, null, null, null, null,
            [new QuotedLine(new CartLine("li_1", 3, product), 1_500, 0, 1_500, 0, 1_500, StockCounted: false)],
            [],
            [new TotalLine(TotalType.Total, "Total", 1_500)],
            payment,
            DateTimeOffset.UnixEpoch));
    }

    private async Task Keep(params IEnumerable<OrderRecord> orders) => Assert.IsType<Verdict.Committed>(
        await store.Commit(new Unit(Guid.NewGuid(), DateTimeOffset.UnixEpoch) { States = [.. orders.Select(order => order.Begin())] }));

    private async Task<(int Status, JsonElement Body)> Send(
        string method, string id, string? body, string? bearer, string? key = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Path.Replace("{id}", id, StringComparison.Ordinal));
        request.Headers.TryAddWithoutValidation("Authorization", bearer is null ? null : $"Bearer {bearer}");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        using var answer = await host.Operator.SendAsync(request);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone());
    }
}
