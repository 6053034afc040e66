using System.Net;
using System.Text.Json;
using Acp.Gateway.Tests.Host;
using Acp.ProviderEvents;
using Acp.Store;

namespace Acp.Gateway.Tests;

public sealed class When_an_event_is_dead : IAsyncLifetime
{
    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task It_is_listed_page_by_page()
    {
        host.Inventory.States = [.. Enumerable.Range(1, 3).Select(i => Listed(Dead($"evt_{i}"))), Listed(Dead("evt_4") with { Status = ProviderEventStatus.Waiting })];

        var first = await Get("/admin/events?status=DEAD&limit=2");
        var second = await Get($"/admin/events?status=dead&limit=2&cursor={first.GetProperty("nextCursor").GetString()}");

        Assert.Equal(["evt_1", "evt_2"], Ids(first));
        Assert.Equal(["evt_3"], Ids(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
        Assert.All(host.Inventory.AskedStates, asked => Assert.Equal(("provider_event", "Dead"), asked));
    }

    [Fact]
    public async Task It_is_shown_with_all_that_was_tried()
    {
        host.Grains.Events.View = id => Dead(id).View;
        await host.Store.Commit(new Unit(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch)
        {
            Audit = [new(EventRecord.KeyOf("evt_1"), DateTimeOffset.UnixEpoch, "clock", "event.dead", """{"tries":12}""")],
        });

        var shown = await Get("/admin/events/evt_1");

        Assert.Equal(("dead", 12, "provider not answered"), (shown.GetProperty("status").GetString(), shown.GetProperty("tries").GetInt32(), shown.GetProperty("why").GetString()));
        Assert.Equal("event.dead", Assert.Single(shown.GetProperty("timeline").EnumerateArray()).GetProperty("event").GetString());
    }

    [Theory]
    [InlineData("""{"reason":"the provider is back"}""", "the provider is back")]
    [InlineData(null, null)]
    public async Task Support_has_it_tried_again_under_a_name(string? body, string? reason)
    {
        host.Grains.Events.View = id => (Dead(id) with { Status = ProviderEventStatus.Waiting, Tries = 0 }).View;

        using var answer = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Post, "/admin/events/evt_1/retry", body, AcpHost.SupportKey));

        Assert.Equal("waiting", (await Body(answer)).GetProperty("status").GetString());
        Assert.Equal(("evt_1", "ann", reason), Assert.Single(host.Grains.Events.Retries));
    }

    [Theory]
    [InlineData("GET", "/admin/events/evt_unknown")]
    [InlineData("GET", "/admin/events/evt%201")]
    [InlineData("POST", "/admin/events/evt_unknown/retry")]
    [InlineData("POST", "/admin/events/evt%201/retry")]
    public async Task One_that_is_not_there_is_not_found(string method, string path)
    {
        using var answer = await host.Operator.SendAsync(AcpHost.Admin(new(method), path));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<JsonElement> Get(string path)
    {
        using var answer = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, path, key: AcpHost.ReadKey));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Body(answer);
    }

    private static EventRecord Dead(string id) => new(
        new(id, "payment_intent.succeeded", EventSubject.Payment, DateTimeOffset.UnixEpoch, "cs_1", null, null, "pi_1"),
        ProviderEventStatus.Dead, 12, "provider not answered", DateTimeOffset.UnixEpoch, null);

    private static ListedState Listed(EventRecord record) =>
        new(EventRecord.KeyOf(record.Facts.Id), record.Index().Status, StateCodec.Encode(record), record.ReceivedAt);

    private static IEnumerable<string?> Ids(JsonElement page) => page.GetProperty("data").EnumerateArray().Select(it => it.GetProperty("id").GetString());

    private static async Task<JsonElement> Body(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;
}
