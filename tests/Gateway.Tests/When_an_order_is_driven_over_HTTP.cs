using System.Text;
using System.Text.Json;
using Acp.Gateway.Tests.Host;
using Acp.Orders;
using Acp.Pricing;
using Acp.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Gateway.Tests;

/// <summary>Real orders behind the surface. That each reply is as documented sees the client itself.</summary>
public sealed class When_an_order_is_driven_over_HTTP : IAsyncLifetime
{
    private const string List = "/admin/orders";
    private const string Show = "/admin/orders/{id}";
    private const string Confirm = "/admin/orders/{id}/confirm";
    private const string Hold = "/admin/orders/{id}/hold";
    private const string Cancel = "/admin/orders/{id}/cancel";
    private const string Notes = "/admin/orders/{id}/notes";
    private const string Ship = "/admin/orders/{id}/fulfillments";
    private const string Events = "/admin/orders/{id}/fulfillments/{fulfillment}/events";
    private const string Why = """{"reason":"odd"}""";
    private const string Parcel = """{"id":"p1","type":"shipping","lines":[{"id":"li_1","quantity":2}],"carrier":"UPS","trackingUrl":"https://ups.example/1Z"}""";

    private readonly FailingStore store = new();
    private AcpHost host = null!;

    public async ValueTask InitializeAsync()
    {
        host = await AcpHost.Start(configure: builder => builder.Services.AddSingleton<IStore>(store).AddSingleton<IInventory>(store));
        var ports = new OrderPorts(store, Refunds: null!, new CountingIds(), TimeProvider.System, NullLogger<OrderActor>.Instance); // Nobody asks for a refund here.
        host.Grains.Order = id => new OrderActor(id, ports);
        await Keep(Placed("ord_1", DateTimeOffset.UnixEpoch), Placed("ord_2", DateTimeOffset.UnixEpoch.AddDays(1)), Full("ord_full"));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await store.DisposeAsync();
    }

    /// <summary>One after the other, each on what those before it left behind. The order is ord_1 where the query does not name another one.</summary>
    private static readonly (string Method, string Path, string Id, string? Body, string? Bearer, string? Key, int Status, string? Code)[] Story =
    [
        .. Guards(),
        ("POST", Confirm, "ord_1", null, AcpHost.SupportKey, null, 200, null),
        ("POST", Hold, "ord_1", "{}", AcpHost.SupportKey, null, 400, "missing_field"),
        ("POST", Hold, "ord_1", Why, AcpHost.SupportKey, "k1", 200, null),
        ("POST", Hold, "ord_1", """{"reason":"other"}""", AcpHost.SupportKey, "k1", 422, "idempotency_conflict"),
        ("POST", Confirm, "ord_1", null, AcpHost.SupportKey, "k1", 422, "idempotency_conflict"),
        ("POST", Confirm, "ord_1", null, AcpHost.SupportKey, "", 400, "invalid_idempotency_key"),
        ("POST", Ship, "ord_1", Parcel, AcpHost.SupportKey, null, 409, "under_review"),
        ("POST", Confirm, "ord_1", null, AcpHost.SupportKey, "k2", 200, null),
        ("POST", Ship, "ord_1", """{"type":"shipping"}""", AcpHost.SupportKey, null, 400, "idempotency_key_required"),
        ("POST", Ship, "ord_1", """{"id":"p1","type":"pigeon"}""", AcpHost.SupportKey, null, 400, "invalid_value"),
        ("POST", Ship, "ord_1", """{"id":"p1","type":"shipping","items":[{"id":"li_1","quantity":1}]}""", AcpHost.SupportKey, null, 400, "unknown_field"),
        ("POST", Ship, "ord_1", """{"id":"p/1","type":"shipping"}""", AcpHost.SupportKey, null, 400, "invalid_value"),
        ("POST", Ship, "ord_1", """{"id":"p1","type":"shipping","trackingUrl":"javascript:1"}""", AcpHost.SupportKey, null, 400, "invalid_value"),
        ("POST", Ship, "ord_1", """{"id":"p1","type":"shipping","trackingUrl":"https://ups.example@elsewhere.example/1Z"}""", AcpHost.SupportKey, null, 400, "invalid_value"),
        ("POST", Ship, "ord_1", """{"id":"p1","type":"shipping","earliestDelivery":"2026-12-02T00:00:00Z","latestDelivery":"2026-12-01T23:59:59Z"}""", AcpHost.SupportKey, null, 400, "invalid_value"),
        ("POST", Ship, "ord_1", """{"id":"p1","type":"shipping","lines":[{"id":"li_1","quantity":0}]}""", AcpHost.SupportKey, null, 400, "invalid_quantity"),
        ("POST", Ship, "ord_1", """{"id":"p1","type":"shipping","lines":[{"id":"li_9","quantity":1}]}""", AcpHost.SupportKey, null, 400, "unknown_line"),
        ("POST", Ship, "ord_1", """{"id":"p1","type":"shipping","lines":[{"id":"li_1","quantity":4}]}""", AcpHost.SupportKey, null, 409, "quantity_exceeded"),
        ("POST", Ship, "ord_1", Parcel, AcpHost.SupportKey, null, 200, null),
        ("POST", Ship, "ord_1", Parcel, AcpHost.SupportKey, null, 200, null),
        ("POST", Ship, "ord_1", """{"id":"p1","type":"pickup"}""", AcpHost.SupportKey, null, 422, "idempotency_conflict"),
        ("POST", Events, "ord_1", """{"status":"lost"}""", AcpHost.SupportKey, null, 400, "invalid_value"),
        ("POST", Events, "ord_1", """{"status":"ready_for_pickup"}""", AcpHost.SupportKey, null, 409, "invalid_fulfillment_status"),
        ("POST", Events, "ord_1", """{"status":"delivered","location":"Town"}""", AcpHost.SupportKey, "k3", 200, null),
        ("POST", Events, "ord_1", """{"status":"delivered"}""", AcpHost.SupportKey, "k3", 422, "idempotency_conflict"),
        ("POST", Cancel, "ord_1", Why, AcpHost.SupportKey, null, 400, "idempotency_key_required"),
        ("POST", Cancel, "ord_1", """{"reason":"odd","lines":[{"id":"item_1","quantity":2}]}""", AcpHost.SupportKey, "k4", 409, "quantity_exceeded"),
        ("POST", Cancel, "ord_1", """{"reason":"odd","line":[{"id":"li_1","quantity":1}]}""", AcpHost.SupportKey, "k4", 400, "unknown_field"),
        ("POST", Cancel, "ord_1", """{"reason":"odd","lines":[]}""", AcpHost.SupportKey, "k4", 400, "invalid_value"),
        ("POST", Cancel, "ord_1", Why, AcpHost.SupportKey, "k4", 200, null),
        ("POST", Cancel, "ord_1", Why, AcpHost.SupportKey, "k4", 200, null),
        ("POST", Cancel, "ord_1", """{"reason":"other"}""", AcpHost.SupportKey, "k4", 422, "idempotency_conflict"),
        ("POST", Hold, "ord_1", Why, AcpHost.SupportKey, null, 409, "order_completed"),
        ("POST", Notes, "ord_1", """{"text":"the shopper called"}""", AcpHost.SupportKey, null, 400, "idempotency_key_required"),
        ("POST", Notes, "ord_1", """{"text":"the shopper called"}""", AcpHost.SupportKey, "k5", 200, null),
        ("POST", Notes, "ord_1", """{"text":"again"}""", AcpHost.SupportKey, "k5", 422, "idempotency_conflict"),
        ("POST", Notes, "ord_full", """{"text":"one more"}""", AcpHost.SupportKey, "k1", 409, "too_many_entries"),
        ("POST", Cancel, "ord_2", Why, AcpHost.SupportKey, "k1", 200, null),
        ("POST", Confirm, "ord_2", null, AcpHost.SupportKey, null, 409, "order_canceled"),
        ("GET", Show, "ord_1", null, AcpHost.ReadKey, null, 200, null),
        ("GET", List, "", null, AcpHost.ReadKey, null, 200, null),
        ("GET", List + "?status=lost", "", null, AcpHost.ReadKey, null, 400, "invalid_parameter"),
        ("GET", List + "?state=shipped", "", null, AcpHost.ReadKey, null, 400, "unknown_parameter"),
    ];

    /// <summary>What this story reaches of what is documented.</summary>
    internal static IEnumerable<string> Reached => Story.Select(step => $"{step.Method} {step.Path.Split('?')[0]} {step.Status}")
        .Concat(Changes.SelectMany(path => new[] { $"POST {path} 413", $"POST {path} 415", $"POST {path} 503" }))
        .Concat([$"GET {List} 503", $"GET {Show} 503"]);

    private static string[] Changes => [Confirm, Hold, Cancel, Notes, Ship, Events];

    [Fact]
    public async Task Each_step_has_its_answer()
    {
        foreach (var step in Story)
        {
            var (status, body) = await Send(step.Method, step.Path, step.Id, step.Body, step.Bearer, step.Key);
            Assert.True((step.Status, step.Code) == (status, status < 400 ? null : body.GetProperty("code").GetString()), $"{step}: {status} {body}");
        }

        var (_, shown) = await Send("GET", Show, "ord_1", null, AcpHost.ReadKey);
        Assert.Equal(("completed", 6), (shown.GetProperty("status").GetString(), shown.GetProperty("sequence").GetInt32()));
        Assert.Equal("the shopper called", shown.GetProperty("notes")[0].GetProperty("text").GetString());
        Assert.Equal(
            ["order.held_for_review", "order.confirmed", "order.fulfilled", "order.progressed", "order.canceled", "order.noted"],
            shown.GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("event").GetString()));
        Assert.All(shown.GetProperty("timeline").EnumerateArray(), entry => Assert.Equal("ann", entry.GetProperty("by").GetString()));
    }

    [Fact]
    public async Task How_many_are_left_is_told_with_the_place()
    {
        var (_, refused) = await Send("POST", Ship, "ord_1", """{"id":"p1","type":"shipping","lines":[{"id":"li_1","quantity":4}]}""", AcpHost.SupportKey);

        Assert.Equal("Of line li_1 3 remain that have neither left nor been canceled.", refused.GetProperty("message").GetString());
        Assert.Equal("$.lines[0].quantity", refused.GetProperty("param").GetString());
    }

    [Fact]
    public async Task The_answer_shows_what_was_made_and_the_order_after_it()
    {
        var (_, first) = await Send("POST", Ship, "ord_1", Parcel, AcpHost.SupportKey, "k");
        var (_, again) = await Send("POST", Ship, "ord_1", Parcel, AcpHost.SupportKey, "k");

        Assert.Equal((true, "p1", "processing"), (first.GetProperty("changed").GetBoolean(), first.GetProperty("made").GetString(), first.GetProperty("order").GetProperty("status").GetString()));
        Assert.Equal((false, "p1", "processing"), (again.GetProperty("changed").GetBoolean(), again.GetProperty("made").GetString(), again.GetProperty("order").GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Pages_go_on_where_they_ended_newest_first()
    {
        var (_, first) = await Send("GET", $"{List}?limit=1&platform=one", "", null, AcpHost.ReadKey);
        var (_, second) = await Send("GET", $"{List}?limit=1&platform=one&cursor={first.GetProperty("nextCursor")}", "", null, AcpHost.ReadKey);

        Assert.Equal("ord_2", first.GetProperty("data")[0].GetProperty("id").GetString());
        Assert.Equal("ord_1", second.GetProperty("data")[0].GetProperty("id").GetString());
        Assert.Equal(400, (await Send("GET", $"{List}?limit=1&cursor={first.GetProperty("nextCursor")}", "", null, AcpHost.ReadKey)).Status);
        Assert.Empty((await Send("GET", $"{List}?status=shipped", "", null, AcpHost.ReadKey)).Body.GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task Bodies_that_are_none_are_refused_and_a_store_that_is_away_changes_nothing()
    {
        foreach (var path in Changes)
        {
            Assert.Equal(413, (await Send("POST", path, "ord_1", new string(' ', 70_000), AcpHost.SupportKey, "k")).Status);
            Assert.Equal(415, (await Send("POST", path, "ord_1", "{}", AcpHost.SupportKey, "k", "text/plain")).Status);
        }

        store.IsAway = true;
        foreach (var path in Changes)
        {
            var body = Story.First(step => step.Path == path && step.Status == 200).Body;
            Assert.Equal(503, (await Send("POST", path, "ord_1", body, AcpHost.SupportKey, "k")).Status);
        }

        Assert.Equal(503, (await Send("GET", List, "", null, AcpHost.ReadKey)).Status);
        Assert.Equal(503, (await Send("GET", Show, "ord_1", null, AcpHost.ReadKey)).Status);
    }

    private static IEnumerable<(string, string, string, string?, string?, string?, int, string?)> Guards()
    {
        foreach (var (path, body) in new[] { (Confirm, null), (Hold, Why), (Cancel, Why), (Notes, """{"text":"x"}"""), (Ship, Parcel), (Events, """{"status":"delivered"}""") })
        {
            yield return ("POST", path, "ord_1", body, null, "k0", 401, "unauthorized");
            yield return ("POST", path, "ord_1", body, AcpHost.ReadKey, "k0", 403, "role_too_small");
            yield return ("POST", path, "ord_none", body, AcpHost.SupportKey, "k0", 404, "not_found");
        }

        yield return ("POST", Events, "ord_1", """{"status":"delivered"}""", AcpHost.SupportKey, null, 404, "unknown_fulfillment");
        yield return ("GET", List, "", null, null, null, 401, "unauthorized");
        yield return ("GET", Show, "ord_1", null, null, null, 401, "unauthorized");
        yield return ("GET", Show, "cs_1", null, AcpHost.ReadKey, null, 404, "not_found");
    }

    private static OrderRecord Placed(string id, DateTimeOffset at)
    {
        var product = new FrozenProduct("item_1", "An item", null, 500, ProductKind.Physical, "standard", [], 99);
        return new(new PlacedOrder(
            id, "1001", "cs_1", id == "ord_full" ? "two" : "one", "usd", null, null, null, null, null, null,
            [new QuotedLine(new CartLine("li_1", 3, product), 1_500, 0, 1_500, 0, 1_500, StockCounted: false)],
            [],
            [new TotalLine(TotalType.Total, "Total", 1_500)],
            new OrderPayment("pi_1", "acct_1", 1_500),
            at));
    }

    private static OrderRecord Full(string id) => Placed(id, DateTimeOffset.UnixEpoch) with
    {
        Notes = [.. Enumerable.Repeat(new OrderNote("n", "ann", DateTimeOffset.UnixEpoch), OrderRecord.MaxNotes)],
    };

    private async Task Keep(params IEnumerable<OrderRecord> orders) => Assert.IsType<Verdict.Committed>(
        await store.Commit(new Unit(Guid.NewGuid(), DateTimeOffset.UnixEpoch) { States = [.. orders.Select(order => order.Begin())] }));

    private async Task<(int Status, JsonElement Body)> Send(
        string method, string path, string id, string? body, string? bearer, string? key = null, string type = "application/json")
    {
        var target = path.Replace("{id}", id, StringComparison.Ordinal).Replace("{fulfillment}", "p1", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
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
