using System.Diagnostics.Metrics;
using System.Net;
using Acp.Gateway.Edge;
using Acp.Gateway.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests;

public sealed class When_somebody_guesses_keys : IAsyncLifetime
{
    /// <summary>A minute's worth.</summary>
    private const int Allowed = 3;

    private static readonly TimeSpan Each = TimeSpan.FromMinutes(1) / Allowed;

    private readonly ManualClock clock = new();
    private WholeGateway gateway = null!;

    public async ValueTask InitializeAsync() =>
        gateway = await WholeGateway.Start([("Gateway:WrongKeysPerMinute", $"{Allowed}"), ("Gateway:TrustedProxies:0", $"{WholeGateway.Proxy}")], services => services.AddSingleton<TimeProvider>(clock));

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    /// <summary>Under whichever surface: they are one door to whoever guesses.</summary>
    [Fact]
    public async Task After_some_they_are_told_to_wait_and_lose_the_connection()
    {
        await Exhaust("203.0.113.1");

        foreach (var path in new[] { "/checkout_sessions/cs_1", "/api/checkout_sessions/cs_1", "/spt/spt_1", "/admin/spt" })
        {
            using var answer = await Guess("203.0.113.1", path);
            Assert.Equal((429, "too_many_requests"), ((int)answer.StatusCode, (await ErrorBody.Of(answer)).Code));
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), Each);
            Assert.True(answer.Headers.ConnectionClose);
            Assert.False(answer.Headers.Contains("WWW-Authenticate"));
        }
    }

    /// <summary>Whoever shares an address with somebody who guesses is not locked out by that.</summary>
    [Fact]
    public async Task A_right_key_from_the_same_address_is_served()
    {
        await Exhaust("203.0.113.2");

        using var platform = await Send("203.0.113.2", "/checkout_sessions/cs_000000000000000000000000000000000000", AcpHost.Key);
        using var admin = await Send("203.0.113.2", "/admin/spt", AcpHost.ReadKey);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (platform.StatusCode, admin.StatusCode));
    }

    [Fact]
    public async Task Who_sends_no_key_guesses_nothing()
    {
        await Exhaust("203.0.113.3");

        using var answer = await Send("203.0.113.3", "/admin/spt", key: null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Others_are_counted_by_themselves()
    {
        await Exhaust("203.0.113.4");

        // Two of many addresses share a place now and then; all of these with one would be another thing.
        var others = await Task.WhenAll(new[] { "203.0.113.5", "203.0.114.5", "2001:db8::1" }.Select(from => Guess(from)));

        Assert.Contains(others, answer => answer.StatusCode == HttpStatusCode.Unauthorized);
    }

    /// <summary>The proxy writes who came to it at the end; what stands before that, the caller wrote.</summary>
    [Fact]
    public async Task An_address_that_the_caller_wrote_before_its_own_changes_nothing()
    {
        await Exhaust("203.0.113.6");

        using var answer = await Guess("198.51.100.1, 203.0.113.6");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
    }

    [Fact]
    public async Task Nor_does_one_from_whoever_is_no_proxy()
    {
        var stranger = gateway.ClientAt(IPAddress.Parse("127.0.0.3"));
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i <= Allowed; i++)
        {
            using var answer = await stranger.SendAsync(Request("/admin/spt", "a_wrong_key_of_somebody", $"198.51.100.{i}"));
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public async Task The_log_says_it_once_and_without_the_key()
    {
        await Exhaust("203.0.113.7");
        for (var i = 0; i < 3; i++)
        {
            (await Guess("203.0.113.7")).Dispose();
        }

        Assert.Single(gateway.Logs.Lines, line => line.Contains("Wrong keys come in a flood, lately from 203.0.113.7", StringComparison.Ordinal));
        Assert.DoesNotContain("a_wrong_key_of_somebody", gateway.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_counted()
    {
        var counted = new System.Collections.Concurrent.ConcurrentQueue<object?>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Name == "acp.edge.refused" && instrument.Meter.Scope == gateway.Services.GetRequiredService<IMeterFactory>())
            {
                it.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Enqueue(tags[0].Value));
        listener.Start();

        await Exhaust("203.0.113.8");
        (await Guess("203.0.113.8")).Dispose();

        Assert.Equal(["wrong_key", "wrong_key", "wrong_key", "wrong_key", "flood_of_wrong_keys"], counted);
    }

    [Fact]
    public void Time_makes_up_for_them_one_by_one()
    {
        var buckets = new AddressBuckets(Allowed, Each, clock);
        Assert.All(Enumerable.Range(0, Allowed), _ => Assert.Null(buckets.Take("a")));
        Assert.Equal(Each, buckets.Take("a"));

        clock.Advance(Each / 2);
        Assert.Equal(Each / 2, buckets.Take("a"));
        clock.Advance(Each / 2);
        Assert.Null(buckets.Take("a"));
        Assert.Equal(Each, buckets.Take("a"));

        clock.Advance(TimeSpan.FromDays(1));
        Assert.All(Enumerable.Range(0, Allowed), _ => Assert.Null(buckets.Take("a")));
        Assert.NotNull(buckets.Take("a"));
    }

    /// <summary>Whoever floods has as many addresses as they like; the memory for them was there before the first.</summary>
    [Fact]
    public void A_hundred_thousand_addresses_take_no_memory()
    {
        var buckets = new AddressBuckets(Allowed, Each, clock);
        var names = Enumerable.Range(0, 100_000).Select(i => $"{i}").ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var name in names)
        {
            buckets.Take(name);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    public void A_network_of_IPv6_is_one_address(string address, string counted) => Assert.Equal(counted, ClientAddress.Of(IPAddress.Parse(address)));

    private async Task Exhaust(string from)
    {
        for (var i = 0; i < Allowed; i++)
        {
            using var answer = await Guess(from);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    private Task<HttpResponseMessage> Guess(string from, string path = "/admin/spt") => Send(from, path, "a_wrong_key_of_somebody");

    private Task<HttpResponseMessage> Send(string from, string path, string? key) => gateway.ClientAt(WholeGateway.Proxy).SendAsync(Request(path, key, from));

    private static HttpRequestMessage Request(string path, string? key, string forwardedFor)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", key is null ? null : $"Bearer {key}");
        request.Headers.Add("API-Version", AcpHost.Version);
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        return request;
    }
}
