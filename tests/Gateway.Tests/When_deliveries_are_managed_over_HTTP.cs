using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Acp.Deliveries;
using Acp.Gateway.Tests.Host;
using Acp.Orders;
using Acp.Store;

namespace Acp.Gateway.Tests;

public sealed class When_deliveries_are_managed_over_HTTP : IAsyncLifetime
{
    private const string Path = "/admin/deliveries/{endpoint}/{order}";
    private const string Why = """{"reason":"their server is back"}""";
    private AcpHost host = null!;

    /// <summary>What these tests reach of what is documented.</summary>
    internal static IEnumerable<string> Reached =>
    [
        "GET /admin/deliveries 200", "GET /admin/deliveries 400", "GET /admin/deliveries 401", "GET /admin/deliveries 503",
        .. new[] { 200, 401, 404, 503 }.Select(status => $"GET {Path} {status}"),
        .. new[] { 200, 400, 401, 403, 404, 413, 415, 503 }.Select(status => $"POST {Path}/redeliver {status}"),
    ];

    public async ValueTask InitializeAsync()
    {
        host = await AcpHost.Start();
        await Place("ord_1", "one");
        await Place("ord_2", "two");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task They_are_listed_endpoint_by_endpoint_a_page_at_a_time()
    {
        host.Inventory.States = [.. from endpoint in new[] { "merchant", "platform.one" } from order in new[] { "ord_1", "ord_2" } select Listed(Dead(endpoint, order))];

        var first = await Get("/admin/deliveries?status=dead&limit=3");
        var second = await Get($"/admin/deliveries?status=DEAD&limit=3&cursor={first.GetProperty("nextCursor").GetString()}");

        Assert.Equal(["merchant ord_1", "merchant ord_2", "platform.one ord_1", "platform.one ord_2"], Names(first).Concat(Names(second)));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
        Assert.Equal([("delivery.merchant", "Dead"), ("delivery.platform.one", "Dead"), ("delivery.platform.one", "Dead")], host.Inventory.AskedStates);
    }

    [Fact]
    public async Task One_endpoints_are_asked_for_by_its_name()
    {
        host.Inventory.States = [Listed(Dead("platform.one", "ord_1"))];

        Assert.Equal(["platform.one ord_1"], Names(await Get("/admin/deliveries?endpoint=platform.one")));
        Assert.Equal([("delivery.platform.one", (string?)null)], host.Inventory.AskedStates);
    }

    [Fact]
    public async Task An_orders_are_all_shown_also_what_was_never_tried()
    {
        await Keep(Dead("merchant", "ord_1"));

        var found = await Get("/admin/deliveries?order=ord_1");

        Assert.Equal(["merchant ord_1 dead", "platform.one ord_1 pending"], found.GetProperty("data").EnumerateArray().Select(it =>
            $"{it.GetProperty("endpoint")} {it.GetProperty("order")} {it.GetProperty("status")}"));
        Assert.Equal(["merchant ord_2"], Names(await Get("/admin/deliveries?order=ord_2")));
        Assert.Empty(Names(await Get("/admin/deliveries?order=ord_2&status=dead")));
        Assert.Empty(Names(await Get("/admin/deliveries?order=ord_none")));
    }

    [Fact]
    public async Task One_is_shown_with_what_became_of_each_send()
    {
        await Keep(Dead("merchant", "ord_1"));

        var shown = await Get("/admin/deliveries/merchant/ord_1");

        var send = Assert.Single(shown.GetProperty("sends").EnumerateArray());
        Assert.Equal((1, 500, "it answered that it did not take it"), (send.GetProperty("sequence").GetInt32(), send.GetProperty("status").GetInt32(), send.GetProperty("why").GetString()));
        Assert.Equal(("dead", 0, 1, 36), (shown.GetProperty("status").GetString(), shown.GetProperty("delivered").GetInt32(), shown.GetProperty("newest").GetInt32(), shown.GetProperty("tries").GetInt32()));
    }

    [Theory]
    [InlineData(Why, null)]
    [InlineData("""{"reason":"they lost it","from":1}""", 1)]
    [InlineData("""{"reason":"they lost it","from":null}""", null)]
    public async Task Support_has_it_sent_again_under_a_name(string body, int? from)
    {
        await Keep(Dead("merchant", "ord_1"));

        using var answer = await Post("/admin/deliveries/merchant/ord_1/redeliver", body, AcpHost.SupportKey);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var asked = Assert.Single(host.Grains.Delivery.Redeliveries);
        Assert.Equal(("ann", from), (asked.Operator, asked.From));
    }

    [Theory]
    [InlineData("/admin/deliveries/merchant/ord_none")]
    [InlineData("/admin/deliveries/platform.one/ord_2")]
    [InlineData("/admin/deliveries/platform.none/ord_1")]
    [InlineData("/admin/deliveries/a%20b/ord_1")]
    [InlineData("/admin/deliveries/merchant/a%20b")]
    public async Task What_there_is_not_is_not_found(string path)
    {
        using var shown = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, path));
        using var sent = await Post($"{path}/redeliver", Why);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (shown.StatusCode, sent.StatusCode));
        Assert.Empty(host.Grains.Delivery.Redeliveries);
    }

    [Theory]
    [InlineData("""{}""", "$.reason")]
    [InlineData("""{"reason":""}""", "$.reason")]
    [InlineData("""{"reason":"x","from":0}""", "$.from")]
    [InlineData("""{"reason":"x","from":1.5}""", "$.from")]
    [InlineData("""{"reason":"x","from":"1"}""", "$.from")]
    [InlineData("""{"reason":"x","from":2}""", "$.from")]
    public async Task A_wish_that_makes_no_sense_is_refused_and_nothing_is_sent(string body, string param)
    {
        var error = await ErrorBody.Of(await Post("/admin/deliveries/merchant/ord_1/redeliver", body));

        Assert.Equal((400, param), (error.Status, error.Param));
        Assert.Empty(host.Grains.Delivery.Redeliveries);
    }

    [Theory]
    [InlineData("?status=lost", "status")]
    [InlineData("?endpoint=a%2Fb", "endpoint")]
    [InlineData("?order=a%20b", "order")]
    [InlineData("?cursor=bm8", "cursor")]
    [InlineData("?platform=one", "platform")]
    public async Task A_question_that_makes_no_sense_is_refused(string query, string param)
    {
        var error = await ErrorBody.Of(await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, $"/admin/deliveries{query}")));

        Assert.Equal((400, param), (error.Status, error.Param));
    }

    [Fact]
    public async Task The_envelope_is_looked_at_as_everywhere()
    {
        foreach (var (method, path) in new[] { ("GET", "/admin/deliveries"), ("GET", "/admin/deliveries/merchant/ord_1"), ("POST", "/admin/deliveries/merchant/ord_1/redeliver") })
        {
            using var stranger = await host.Operator.SendAsync(AcpHost.Admin(new(method), path, method == "POST" ? Why : null, "sk_nobody_has_this_key"));
            Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        }

        using var large = await Post("/admin/deliveries/merchant/ord_1/redeliver", new string(' ', 300_000));
        using var reader = await Post("/admin/deliveries/merchant/ord_1/redeliver", Why, AcpHost.ReadKey);
        using var text = AcpHost.Admin(HttpMethod.Post, "/admin/deliveries/merchant/ord_1/redeliver");
        text.Content = new StringContent(Why, System.Text.Encoding.UTF8, "text/plain");
        using var plain = await host.Operator.SendAsync(text);
        Assert.Equal((413, 403, 415), ((int)large.StatusCode, (int)reader.StatusCode, (int)plain.StatusCode));
    }

    private async Task Place(string order, string platform)
    {
        var placed = new PlacedOrder(order, "1", "cs_1", platform, "usd", null, null, null, null, null, null, [], [], [], null, DateTimeOffset.UnixEpoch);
        await Write(OrderRecord.KeyOf(order), new OrderRecord(placed), new OrderRecord(placed).Index());
    }

    private Task Keep(DeliveryRecord record) => Write(DeliveryRecord.KeyOf(record.Endpoint, record.Order), record, record.Index());

    private async Task Write<T>(string key, T state, IndexColumns index)
        where T : class =>
        Assert.IsType<Verdict.Committed>(await host.Store.Commit(new Unit(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch)
        {
            States = [new StateChange(key, 0, StateCodec.Encode(state), index)],
        }));

    private static DeliveryRecord Dead(string endpoint, string order) => DeliveryRecord.Fresh(endpoint, order, DateTimeOffset.UnixEpoch) with
    {
        Seen = 1,
        Tries = 36,
        DeadSince = DateTimeOffset.UnixEpoch,
        Sends = ImmutableList.Create(new LoggedSend(DateTimeOffset.UnixEpoch, 1, 500, 12, "it answered that it did not take it")),
    };

    private static ListedState Listed(DeliveryRecord record) =>
        new(DeliveryRecord.KeyOf(record.Endpoint, record.Order), record.Index().Status, StateCodec.Encode(record), record.CreatedAt);

    private Task<HttpResponseMessage> Post(string path, string body, string key = AcpHost.AdminKey) => host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Post, path, body, key));

    private async Task<JsonElement> Get(string path)
    {
        using var answer = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, path, key: AcpHost.ReadKey));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, body);
        return JsonDocument.Parse(body).RootElement;
    }

    private static IEnumerable<string> Names(JsonElement page) =>
        page.GetProperty("data").EnumerateArray().Select(it => $"{it.GetProperty("endpoint")} {it.GetProperty("order")}");
}
