using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests.Telemetry;

/// <summary>The whole gateway: what those who watch are told is what it did.</summary>
public sealed class When_traffic_is_watched
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("true")]
    [InlineData("false")] // Whether it is exported is another matter.
    public async Task Completes_are_counted_by_result_and_grains_by_kind(string isExported)
    {
        var clock = new ManualClock();
        await using var shop = await MeasuredShop.Start(clock, ("Metrics:Enabled", isExported));
        var unwatched = await shop.Create();
        (await shop.Complete(unwatched, "before")).EnsureSuccessStatusCode(); // Nobody watched; it is in no rate.
        await using var watching = await Watching.Begin(shop.Client, AcpHost.ReadKey);
        await watching.Next();

        var session = await shop.Create();
        (await shop.Complete(session, "key-1")).EnsureSuccessStatusCode();
        (await shop.Complete(session, "key-1")).EnsureSuccessStatusCode();
        (await shop.Complete(session, "key-2")).EnsureSuccessStatusCode();
        await shop.Complete(await shop.Create(), "key-3", "tok_decline");
        clock.Advance(Second);
        var first = await watching.Next();

        Assert.Equal([("declined", 1.0), ("executed", 1.0), ("repeated", 1.0), ("replayed", 1.0)], Completes(first));
        Assert.Equal(JsonValueKind.Number, first.GetProperty("traffic").GetProperty("p99").ValueKind);
        Assert.Equal(Environment.MachineName, first.GetProperty("node").GetString());

        // Over two seconds half as many, and after ten none.
        clock.Advance(Second);
        Assert.Equal(("executed", 0.5), Completes(await watching.Next())[1]);
        JsonElement last = default;
        for (var second = 0; second < 10; second++)
        {
            clock.Advance(Second);
            last = await watching.Next();
        }

        Assert.Empty(Completes(last));
        Assert.Equal(JsonValueKind.Null, last.GetProperty("traffic").GetProperty("p99").ValueKind);
        Assert.Equal(2, last.GetProperty("stored").GetProperty("tokens").GetProperty("USED").GetInt64());
        var node = Assert.Single(last.GetProperty("cluster").GetProperty("nodes").EnumerateArray());
        Assert.Equal(3, node.GetProperty("grains").EnumerateArray().Single(it => it.GetProperty("kind").GetString() == "checkout_session").GetProperty("count").GetInt32());
    }

    /// <summary>As in a cluster: whatever the sessions measure, they measure elsewhere.</summary>
    [Fact]
    public async Task Completes_are_those_that_passed_this_gateway_wherever_their_sessions_live()
    {
        var clock = new ManualClock(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
        await using var host = await AcpHost.Start(configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var client = new HttpClient { BaseAddress = host.Address };
        await using var watching = await Watching.Begin(client, AcpHost.ReadKey);
        await watching.Next();

        await Complete(host, () => Executed with { Result = "executed" });
        await Complete(host, () => Executed with { Replayed = true });
        await Complete(host, () => new Answer.PaymentInProgress());
        await Complete(host, () => throw new StoreUnavailableException("The cluster did not answer in time."));
        await Complete(host, () => Executed); // A silo of the version before.
        clock.Advance(Second);
        var told = await watching.Next();

        Assert.Equal([("executed", 1.0), ("in_progress", 1.0), ("replayed", 1.0), ("unanswered", 1.0)], Completes(told));
        Assert.Equal(JsonValueKind.Number, told.GetProperty("traffic").GetProperty("p50").ValueKind);
    }

    private static Answer.Replied Executed => (Answer.Replied)Sessions.Replied(Sessions.Ready());

    private static async Task Complete(AcpHost host, Func<Answer> answer)
    {
        host.Session.Answer = answer;
        using var response = await host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_1/complete", Bodies.Complete, Guid.NewGuid().ToString("N")));
    }

    private static (string, double)[] Completes(JsonElement snapshot) =>
        [.. snapshot.GetProperty("traffic").GetProperty("completes").EnumerateArray().Select(it => (it.GetProperty("result").GetString()!, it.GetProperty("perSecond").GetDouble()))];
}
