using System.Net;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

/// <summary>A silo beside gateways has a port of its own, for probes and metrics.</summary>
public sealed class When_a_process_serves_nobody
{
    [Fact]
    public async Task Whoever_guesses_keys_there_is_slowed_and_the_right_key_is_served()
    {
        await using var silo = await Start();

        var answers = new List<HttpStatusCode>();
        for (var guess = 0; guess < 5; guess++)
        {
            answers.Add((await Ask(silo, $"guess-{guess}")).StatusCode);
        }

        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests],
            answers);
        Assert.Equal(HttpStatusCode.OK, (await Ask(silo, AcpHost.AdminKey)).StatusCode);
    }

    [Theory]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/metrics", HttpStatusCode.Unauthorized)]
    [InlineData("/checkout_sessions/cs_1", HttpStatusCode.NotFound)]
    [InlineData("/admin/attention", HttpStatusCode.NotFound)]
    public async Task Its_replies_are_neither_kept_nor_run_by_a_browser(string path, HttpStatusCode status)
    {
        await using var silo = await Start();

        var reply = await silo.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, reply.StatusCode);
        Assert.Equal("nosniff", Assert.Single(reply.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-store", reply.Headers.CacheControl?.ToString());
    }

    // While developing, one's own machine is asked for no key.
    private static Task<WholeGateway> Start() => WholeGateway.StartUnserving(
        ("environment", "Production"),
        ("Store", $"sqlite:{Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())}.db"),
        ("Stripe:SecretKey", "sk_test_of_nobody"),
        ("Merchant:PublicUrl", "https://shop.example"),
        ("Gateway:WrongKeysPerMinute", "3"));

    private static async Task<HttpResponseMessage> Ask(WholeGateway silo, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { { "Authorization", $"Bearer {key}" } } };
        return await silo.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
