using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Clustering;
using Acp.Gateway.Admin.Live;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using Acp.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Acp.Gateway.Tests;

/// <summary><c>GET /admin/live</c> over a store in memory. A second passes when a test says so.</summary>
public sealed class When_an_operator_watches : IAsyncLifetime
{
    internal const string Path = "/admin/live";

    /// <summary>What these tests reach of what is documented.</summary>
    internal static readonly string[] Reached = [$"GET {Path} 200", $"GET {Path} 400", $"GET {Path} 401", $"GET {Path} 429", $"GET {Path} 503"];

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualClock clock = new(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())); // Keys are made by the real one.
    private readonly FailingStore store = new();
    private AcpHost host = null!;
    private HttpClient client = null!;

    private LiveFeed Feed => host.Services.GetRequiredService<LiveFeed>();

    public async ValueTask InitializeAsync()
    {
        host = await AcpHost.Start(configure: builder =>
        {
            builder.Configuration.AddInMemoryCollection(Enumerable.Range(3, 5).SelectMany(OneMore));
            builder.Services.AddSingleton<IStore>(store).AddSingleton<IInventory>(store).AddSingleton<TimeProvider>(clock);
        });
        client = new HttpClient { BaseAddress = host.Address };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task An_event_comes_at_once_and_then_each_second_and_each_is_as_documented()
    {
        await using var watching = await Watching.Begin(client, AcpHost.ReadKey);
        var operation = OpenApiDocument.Find(HttpMethod.Get, Path)!;
        var schema = operation.Json.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("text/event-stream").GetProperty("schema");

        var first = await watching.Event();
        clock.Advance(Second);
        var second = await watching.Event();

        Assert.Equal(("1", "2"), (first.EventId, second.EventId));
        Assert.Equal(TimeSpan.FromSeconds(2), second.ReconnectionInterval);
        Assert.All(new[] { first, second }, it => Assert.Empty(operation.Document.Validate(schema, JsonDocument.Parse(it.Data).RootElement)));
        Assert.Equal(clock.Now.UtcDateTime, JsonDocument.Parse(second.Data).RootElement.GetProperty("at").GetDateTime());
        Assert.Equal("text/event-stream", $"{watching.Answer.Content.Headers.ContentType}");
        Assert.Equal("no", Assert.Single(watching.Answer.Headers.GetValues("X-Accel-Buffering")));
        Assert.True(watching.Answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task What_nobody_knows_of_is_counted_and_of_the_oldest_it_is_said_since_when()
    {
        await Charge("cs_1", clock.Now.AddMinutes(-9));
        await Charge("cs_2", clock.Now.AddMinutes(-5));
        await using var watching = await Watching.Begin(client, AcpHost.ReadKey);

        var snapshot = await watching.Next();

        var unknown = snapshot.GetProperty("stored").GetProperty("attention").GetProperty("unknownAttempts");
        Assert.Equal(2, unknown.GetProperty("count").GetInt64());
        Assert.Equal(clock.Now.AddMinutes(-9).ToUnixTimeMilliseconds(), unknown.GetProperty("oldestSince").GetDateTimeOffset().ToUnixTimeMilliseconds());
        Assert.Equal(0, snapshot.GetProperty("stored").GetProperty("tokens").GetProperty("USED").GetInt64());
        var node = Assert.Single(snapshot.GetProperty("cluster").GetProperty("nodes").EnumerateArray());
        Assert.Equal(("node-1", "active", 3), (node.GetProperty("name").GetString(), node.GetProperty("status").GetString(), node.GetProperty("grains")[0].GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task However_many_watch_each_question_is_asked_once()
    {
        var watching = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Watching.Begin(client, AcpHost.ReadKey)));
        for (var second = 0; second < 10; second++)
        {
            await Task.WhenAll(watching.Select(one => one.Next()));
            clock.Advance(Second);
        }

        await Task.WhenAll(watching.Select(one => one.Next()));
        Assert.Equal(3, host.Cluster.Reads); // At the beginning, after five seconds and after ten.

        foreach (var one in watching)
        {
            await one.DisposeAsync();
        }

        await Eventually.True(() => Feed.Listeners == 0 && clock.Waiting == 0); // No timer is left, so nothing is asked any more.
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, host.Cluster.Reads);
    }

    [Fact]
    public async Task While_the_store_is_away_its_figures_stay_with_their_time_and_the_rest_goes_on()
    {
        await Charge("cs_1", clock.Now.AddMinutes(-9));
        await using var watching = await Watching.Begin(client, AcpHost.ReadKey);
        var before = (await watching.Next()).GetProperty("stored");

        store.IsAway = true;
        var meanwhile = await After(watching, 20);
        Assert.Equal($"{before}", $"{meanwhile.GetProperty("stored")}");
        Assert.Equal(clock.Now.UtcDateTime, meanwhile.GetProperty("at").GetDateTime());

        store.IsAway = false;
        var after = (await After(watching, 2)).GetProperty("stored");
        Assert.InRange(clock.Now.UtcDateTime - after.GetProperty("at").GetDateTime(), TimeSpan.Zero, Second);
    }

    [Fact]
    public async Task Whoever_comes_after_all_had_gone_is_told_what_is_and_not_what_was()
    {
        await using (var first = await Watching.Begin(client, AcpHost.ReadKey))
        {
            await first.Next();
        }

        await Eventually.True(() => Feed.Listeners == 0 && clock.Waiting == 0);
        clock.Advance(TimeSpan.FromHours(6));
        await Charge("cs_1", clock.Now.AddMinutes(-9));
        await using var later = await Watching.Begin(client, AcpHost.ReadKey);
        var stored = (await later.Next()).GetProperty("stored");

        Assert.Equal(1, stored.GetProperty("attention").GetProperty("unknownAttempts").GetProperty("count").GetInt64());
        Assert.Equal(clock.Now.UtcDateTime, stored.GetProperty("at").GetDateTime());
        Assert.Equal(2, host.Cluster.Reads);
    }

    [Fact]
    public async Task Who_does_not_answer_is_waited_for_less_than_a_second_and_asked_no_second_time_meanwhile()
    {
        var hanging = new TaskCompletionSource<ClusterReading>(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Cluster.Answer = () => hanging.Task;
        await using var watching = await Watching.Begin(client, AcpHost.ReadKey);
        await Eventually.True(() => clock.Waiting > 1); // The next second, and the end of its patience.
        clock.Advance(Second);
        var first = await watching.Next();

        Assert.Equal(JsonValueKind.Null, first.GetProperty("cluster").ValueKind);
        Assert.Equal(JsonValueKind.Object, first.GetProperty("stored").ValueKind);

        hanging.SetResult(new ClusterReading(clock.Now, [ScriptedCluster.Node]));
        var second = await watching.Next();
        Assert.Equal(1, second.GetProperty("cluster").GetProperty("nodes").GetArrayLength());
        Assert.Equal(1, host.Cluster.Reads);
    }

    [Fact]
    public async Task A_key_that_is_revoked_meanwhile_is_told_nothing_more()
    {
        var (id, key) = await Make(expiresAt: null);
        await using var watching = await Watching.Begin(client, key);
        await using var other = await Watching.Begin(client, AcpHost.ReadKey);
        await Task.WhenAll(watching.Next(), other.Next());

        (await client.SendAsync(AcpHost.Admin(HttpMethod.Post, $"/admin/keys/{id}/revoke", """{"reason":"left us"}"""))).EnsureSuccessStatusCode();
        clock.Advance(Second);

        Assert.True(await watching.HasEnded());
        await other.Next();
        using var again = await client.SendAsync(AcpHost.Admin(HttpMethod.Get, Path, key: key));
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    [Fact]
    public async Task A_key_that_expires_meanwhile_is_told_nothing_more()
    {
        var (_, key) = await Make(clock.Now.AddMinutes(1));
        await using var watching = await Watching.Begin(client, key);
        await using var other = await Watching.Begin(client, AcpHost.ReadKey);
        for (var second = 0; second < 60; second++)
        {
            await Task.WhenAll(watching.Next(), other.Next());
            clock.Advance(Second);
        }

        Assert.True(await watching.HasEnded());
        await other.Next();
    }

    [Theory]
    [InlineData(null, Path)]
    [InlineData(AcpHost.Key, Path)]
    [InlineData(null, $"{Path}?key={AcpHost.ReadKey}&access_token={AcpHost.ReadKey}")]
    public async Task Without_an_operators_key_in_the_header_nothing_is_told(string? key, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", key is null ? null : $"Bearer {key}");

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal("unauthorized", (await ErrorBody.Of(answer)).Code);
        Assert.Equal(0, Feed.Listeners);
    }

    [Fact]
    public async Task Each_may_watch_ten_times_and_then_is_told_to_close_one()
    {
        var ten = await Task.WhenAll(Enumerable.Range(0, LiveFeed.MostOfOne).Select(_ => Watching.Begin(client, AcpHost.ReadKey)));

        using var eleventh = await client.SendAsync(AcpHost.Admin(HttpMethod.Get, Path, key: AcpHost.ReadKey));
        await using var another = await Watching.Begin(client, AcpHost.SupportKey);

        Assert.Equal(
            new ErrorBody(429, "invalid_request", "too_many_requests", "You watch this node 10 times already. Close one, or poll /admin/attention.", null), await ErrorBody.Of(eleventh));
        Assert.Equal(30, eleventh.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        await ten[0].DisposeAsync();
        await Eventually.True(() => Feed.Listeners == LiveFeed.MostOfOne);
        await using var again = await Watching.Begin(client, AcpHost.ReadKey);
        await again.Next();
        await Task.WhenAll(ten.Skip(1).Select(one => one.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Fifty_may_watch_a_node_and_then_it_says_so()
    {
        var keys = Enumerable.Range(3, 5).Select(KeyOf);
        var fifty = await Task.WhenAll(keys.SelectMany(key => Enumerable.Range(0, 10).Select(_ => Watching.Begin(client, key))));

        using var refused = await client.SendAsync(AcpHost.Admin(HttpMethod.Get, Path, key: AcpHost.ReadKey));

        Assert.Equal(
            new ErrorBody(503, "service_unavailable", "too_many_watch", "50 watch this node already. Try again later, or poll /admin/attention.", null), await ErrorBody.Of(refused));
        await Task.WhenAll(fifty.Select(one => one.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Who_does_not_read_is_left_and_the_others_are_told_on()
    {
        // Large frames, so that what the network keeps for a reader is soon full.
        host.Cluster.Answer = () => Task.FromResult(new ClusterReading(clock.Now, [.. Enumerable.Repeat(ScriptedCluster.Node, 2_000)]));
        using var asleep = await Ask(receives: 4_096);
        await using var awake = await Watching.Begin(client, AcpHost.ReadKey);
        await awake.Next();
        await Eventually.True(() => Feed.Listeners == 2);

        for (var second = 0; second < 500 && Feed.Listeners == 2; second++)
        {
            clock.Advance(Second);
            await awake.Next();
        }

        await Eventually.True(() => Feed.Listeners == 1);
        clock.Advance(Second);
        await awake.Next();
    }

    [Fact]
    public async Task When_the_process_stops_all_streams_end_and_hold_nothing_up()
    {
        host.Cluster.Answer = () => Task.FromResult(new ClusterReading(clock.Now, [.. Enumerable.Repeat(ScriptedCluster.Node, 2_000)]));
        using var asleep = await Ask(receives: 4_096); // Somebody to whom a write is under way that nobody reads.
        var watching = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Watching.Begin(client, AcpHost.ReadKey)));
        await Task.WhenAll(watching.Select(one => one.Next()));
        await Eventually.True(() => Feed.Listeners == 6);

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.All(await Task.WhenAll(watching.Select(one => one.HasEnded())), Assert.True);
        await Eventually.True(() => Feed.Listeners == 0);
        await Task.WhenAll(watching.Select(one => one.DisposeAsync().AsTask()));
    }

    private static string KeyOf(int index) => $"sk_admin_one_more_{index}";

    private static IEnumerable<KeyValuePair<string, string?>> OneMore(int index) =>
        [new($"Admin:Keys:{index}:Name", $"reader {index}"), new($"Admin:Keys:{index}:Key", KeyOf(index)), new($"Admin:Keys:{index}:Role", "read")];

    /// <summary>A second passes and its event is read, so often.</summary>
    private async Task<JsonElement> After(Watching watching, int seconds)
    {
        JsonElement last = default;
        for (var second = 0; second < seconds; second++)
        {
            clock.Advance(Second);
            last = await watching.Next();
        }

        return last;
    }

    private async Task<(string Id, string Key)> Make(DateTimeOffset? expiresAt)
    {
        var wish = JsonSerializer.Serialize(new { kind = "admin", owner = "cleo", role = "read", reason = "new here", expiresAt = expiresAt?.UtcDateTime });
        using var request = AcpHost.Admin(HttpMethod.Post, "/admin/keys", expiresAt is null ? """{"kind":"admin","owner":"cleo","role":"read","reason":"new here"}""" : wish);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "make-1");
        using var made = await client.SendAsync(request);
        var body = JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement;
        Assert.True(made.StatusCode == HttpStatusCode.Created, $"{body}");
        return (body.GetProperty("id").GetString()!, body.GetProperty("key").GetString()!);
    }

    /// <summary>Asks, and reads nothing.</summary>
    private async Task<Socket> Ask(int receives)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = receives };
        await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {Path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {AcpHost.SupportKey}\r\n\r\n"));
        return socket;
    }

    private async Task Charge(string id, DateTimeOffset sentAt)
    {
        var session = SomeCheckouts.Charging(id, sentAt);
        var fresh = new Snapshot<CheckoutSession>(CheckoutSession.KeyOf(id), State: null, Version: 0);
        await store.Commit(new Unit(Guid.CreateVersion7(), clock.Now)
        {
            States = [fresh.To(session, new IndexColumns("any", "any", null, null, null, clock.Now) { Mark = SessionMarks.Of(session) })],
        });
    }
}
