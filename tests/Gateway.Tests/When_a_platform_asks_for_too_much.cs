using System.Net;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests;

public sealed class When_a_platform_asks_for_too_much
{
    /// <summary>One request in a hundred seconds: none is made up for while a test runs.</summary>
    private const string Slow = "0.01";

    private readonly ManualClock clock = new();

    [Fact]
    public async Task It_is_told_when_to_come_back_and_nobody_hears_of_the_request()
    {
        await using var host = await Start(("Platforms:0:Limits:RequestsPerSecond", Slow), ("Platforms:0:Limits:Burst", "2"));
        using var first = await host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_1/complete", Bodies.Complete, "key-1"));
        using var second = await host.Operator.SendAsync(Get("/spt/spt_1", AcpHost.RotatedKey));

        using var third = await host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_1/complete", Bodies.Complete, "key-1"));

        Assert.Equal((200, 404, 429), ((int)first.StatusCode, (int)second.StatusCode, (int)third.StatusCode));
        Assert.Equal("too_many_requests", (await ErrorBody.Of(third)).Code);
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 100);
        Assert.Single(host.Session.Requests);
    }

    [Fact]
    public async Task Another_platform_does_not_notice()
    {
        await using var host = await Start(("Platforms:0:Limits:RequestsPerSecond", Slow), ("Platforms:0:Limits:Burst", "1"));
        for (var i = 0; i < 5; i++)
        {
            (await host.Client.SendAsync(AcpHost.Get("/checkout_sessions/cs_1"))).Dispose();
        }

        using var other = await host.Client.SendAsync(Get("/checkout_sessions/cs_1", AcpHost.OtherKey));

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task A_complete_that_runs_is_never_cut_off_and_the_next_one_waits_in_a_short_line()
    {
        await using var host = await Start(("Platforms:0:Limits:Concurrent", "1"));
        host.Session.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_1/complete", Bodies.Complete, "key-1"));
        await host.Session.Reached.Task;
        var waiting = host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_2/complete", Bodies.Complete, "key-2"));
        await Eventually.True(() => clock.Waiting == 1);

        using var refused = await host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_3/complete", Bodies.Complete, "key-3"));
        host.Session.Gate.SetResult();

        Assert.Equal((429, "too_many_requests"), ((int)refused.StatusCode, (await ErrorBody.Of(refused)).Code));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await running).StatusCode, (await waiting).StatusCode));

        // It was not begun, so nothing was kept for its key.
        using var again = await host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_3/complete", Bodies.Complete, "key-3"));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(3, host.Session.Requests.Count);
    }

    [Fact]
    public async Task Who_waits_in_line_is_told_before_they_lose_patience()
    {
        await using var host = await Start(("Platforms:0:Limits:Concurrent", "1"));
        host.Session.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = host.Client.SendAsync(AcpHost.Get("/checkout_sessions/cs_1"));
        await host.Session.Reached.Task;
        var waiting = host.Client.SendAsync(AcpHost.Get("/checkout_sessions/cs_2"));
        await Eventually.True(() => clock.Waiting == 1);

        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(HttpStatusCode.TooManyRequests, (await waiting).StatusCode);
        host.Session.Gate.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
    }

    /// <summary>A platform at the end of its share has the others' untouched.</summary>
    [Fact]
    public async Task What_one_has_under_way_takes_no_place_from_another()
    {
        await using var host = await Start(("Platforms:0:Limits:Concurrent", "1"));
        host.Session.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var storm = Enumerable.Range(0, 10).Select(_ => host.Client.SendAsync(AcpHost.Get("/checkout_sessions/cs_1"))).ToArray();
        await Eventually.True(() => storm.Count(one => one.IsCompleted) == 8);

        var other = host.Client.SendAsync(Get("/checkout_sessions/cs_1", AcpHost.OtherKey));
        await Eventually.True(() => host.Session.Calls.Any(call => call.Caller.Platform == "two"));
        host.Session.Gate.SetResult();

        Assert.Equal(HttpStatusCode.OK, (await other).StatusCode);
        var answers = await Task.WhenAll(storm);
        Assert.Equal((2, 8), (answers.Count(one => one.StatusCode == HttpStatusCode.OK), answers.Count(one => one.StatusCode == HttpStatusCode.TooManyRequests)));
    }

    /// <summary>The default must not stand between a storm of retries and the session that answers it.</summary>
    [Fact]
    public async Task A_thousand_at_once_are_let_in_where_nothing_is_configured()
    {
        await using var host = await Start();
        host.Session.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var storm = Enumerable.Range(0, 1_000).Select(i => host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_1/complete", Bodies.Complete, $"key-{i}"))).ToArray();
        await Eventually.True(() => host.Session.Requests.Count == 1_000);
        host.Session.Gate.SetResult();

        Assert.All(await Task.WhenAll(storm), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Operators_have_a_limit_of_their_own_each_by_name()
    {
        await using var host = await Start(("Admin:Limits:RequestsPerSecond", Slow), ("Admin:Limits:Burst", "1"));

        var answers = new List<int>();
        foreach (var key in new[] { AcpHost.ReadKey, AcpHost.ReadKey, AcpHost.SupportKey, AcpHost.Key })
        {
            using var answer = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/spt", key: key));
            answers.Add((int)answer.StatusCode);
        }

        using var platform = await host.Client.SendAsync(AcpHost.Get("/checkout_sessions/cs_1"));
        Assert.Equal([200, 429, 200, 401], answers);
        Assert.Equal(HttpStatusCode.OK, platform.StatusCode);
    }

    /// <summary>Whatever it is, and before anything of it is looked at. A reply that the documents do not have is seen by the client.</summary>
    [Fact]
    public async Task Each_operation_of_operators_and_of_tokens_is_limited()
    {
        await using var host = await Start(
            ("Admin:Limits:RequestsPerSecond", Slow), ("Admin:Limits:Burst", "1"), ("Platforms:0:Limits:RequestsPerSecond", Slow), ("Platforms:0:Limits:Burst", "1"));
        (await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/spt"))).Dispose();
        (await host.Operator.SendAsync(Get("/spt/spt_1", AcpHost.Key))).Dispose();

        foreach (var operation in Limited())
        {
            var key = operation.Path.StartsWith("/admin", StringComparison.Ordinal) ? AcpHost.AdminKey : AcpHost.Key;
            using var answer = await host.Operator.SendAsync(AcpHost.Admin(new HttpMethod(operation.Method), operation.Path.Replace('{', 'x').Replace('}', 'x'), "{", key));
            Assert.Equal((HttpStatusCode.TooManyRequests, operation.Path), (answer.StatusCode, operation.Path));
        }
    }

    /// <summary>As the documents write operations.</summary>
    public static IEnumerable<string> Reached => Limited().Select(operation => $"{operation.Method} {operation.Path} 429");

    // The provider's notices are believed by their signature, and no key of anybody's is limited by them.
    private static IEnumerable<OpenApiOperation> Limited() => OpenApiDocument.All.SelectMany(document => document.Operations)
        .Where(operation => operation.Path.StartsWith("/admin", StringComparison.Ordinal) || operation.Path.StartsWith("/spt", StringComparison.Ordinal));

    private Task<AcpHost> Start(params (string Key, string? Value)[] settings) => AcpHost.Start(configure: builder =>
    {
        builder.Configuration.AddInMemoryCollection(settings.Select(it => new KeyValuePair<string, string?>(it.Key, it.Value)));
        builder.Services.AddSingleton<TimeProvider>(clock);
    });

    private static HttpRequestMessage Get(string path, string key)
    {
        var request = AcpHost.Get(path);
        request.Headers.Authorization = new("Bearer", key);
        return request;
    }
}
