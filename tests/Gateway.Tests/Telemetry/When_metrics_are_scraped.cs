using System.Net;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests.Telemetry;

public sealed class When_metrics_are_scraped
{
    [Theory]
    [InlineData(AcpHost.ReadKey)]
    [InlineData(AcpHost.SupportKey)]
    [InlineData(AcpHost.AdminKey)]
    public async Task An_admin_key_of_any_role_opens_them(string key)
    {
        await using var shop = await MeasuredShop.Start();

        Assert.Contains("acp_store_commits", await shop.Scrape(key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_of_Development_nobody_else_reads_them()
    {
        await using var shop = await MeasuredShop.Start(
            ("environment", "Production"), ("Gateway:TrustedProxies:0", "127.0.0.2"), ("Store", $"sqlite:{Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())}.db"), ("Stripe:SecretKey", "sk_test_of_nobody"), ("Merchant:PublicUrl", "https://shop.example"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await shop.Client.GetAsync("/metrics")).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => shop.Scrape(AcpHost.Key));
        await Assert.ThrowsAsync<HttpRequestException>(() => shop.Scrape("sk_admin_of_nobody_at_all"));
        Assert.Contains("acp_store_commits", await shop.Scrape(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Development_this_machine_needs_no_key()
    {
        await using var shop = await MeasuredShop.Start();

        Assert.Equal(HttpStatusCode.OK, (await shop.Client.GetAsync("/metrics")).StatusCode);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("BREW")]
    public async Task They_are_only_read(string method)
    {
        await using var shop = await MeasuredShop.Start();

        using var answer = await shop.Client.SendAsync(new(new(method), "/metrics"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Where_they_are_switched_off_there_are_none()
    {
        await using var shop = await MeasuredShop.Start(("Metrics:Enabled", "false"));

        Assert.Equal(HttpStatusCode.NotFound, (await shop.Client.GetAsync("/metrics")).StatusCode);
    }
}
