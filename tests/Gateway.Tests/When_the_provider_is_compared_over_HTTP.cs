using System.Net;
using System.Text.Json;
using Acp.Fakes;
using Acp.Gateway.Tests.Host;
using Acp.Payments;
using Acp.Payments.Stripe;
using Acp.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests;

public sealed class When_the_provider_is_compared_over_HTTP : IAsyncLifetime
{
    private const string Path = "/admin/reconciliation";
    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start(configure: builder => builder.Services.AddSingleton<IInventory>(new Storage.Memory.MemoryStore(TimeProvider.System)));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task What_is_missing_here_is_shown_with_what_is_to_be_done()
    {
        var provider = host.Services.GetRequiredService<StripeProvider>();
        await provider.Charge("acp:cs_lost:1", provider.Freeze(new ChargeOrder("cs_lost", 1, 1900, "usd", "spt_1")), DateTimeOffset.MaxValue);
        var charge = Assert.Single(host.Services.GetRequiredService<FakeStripe>().Charges);

        var (status, body) = await Send(HttpMethod.Get, Path);

        Assert.Equal((HttpStatusCode.OK, 1, JsonValueKind.Null), (status, body.GetProperty("payments").GetInt32(), body.GetProperty("next").ValueKind));
        var finding = Assert.Single(body.GetProperty("findings").EnumerateArray());
        Assert.Equal(
            ("missing_here", "session_unknown", charge.IntentId, "cs_lost", 1900, "usd", JsonValueKind.Null, false),
            (Text(finding, "kind"), Text(finding, "reason"), Text(finding, "payment"), Text(finding, "session"), finding.GetProperty("atProvider").GetInt32(), Text(finding, "currency"), finding.GetProperty("repair").ValueKind, finding.GetProperty("repaired").GetBoolean()));
    }

    [Theory]
    [InlineData("?from=yesterday", "from must be an RFC 3339 time, with any + written as %2B, or seconds since 1970.")]
    [InlineData("?from=1700000000&to=1700000000", "from must be before to.")]
    [InlineData("?since=1", "since is not known here. Known: from, to.")]
    public async Task A_span_that_is_none_is_refused(string query, string message)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            var (status, body) = await Send(method, Path + query, """{"reason":"restored"}""");
            Assert.Equal((HttpStatusCode.BadRequest, message), (status, Text(body, "message")));
        }
    }

    [Fact]
    public async Task A_repair_needs_a_reason_and_a_provider_that_tells()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(HttpMethod.Post, Path, "{}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Post, Path, """{"reason":"restored"}""")).Status);

        host.Services.GetRequiredService<FakeStripe>().Faults.Next(FaultKind.LoseReply, StripeCall.Any, times: 2);
        var (status, body) = await Send(HttpMethod.Post, Path, """{"reason":"restored"}""");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "payment_provider_unavailable"), (status, Text(body, "code")));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Send(HttpMethod method, string path, string? body = null)
    {
        using var answer = await host.Operator.SendAsync(AcpHost.Admin(method, path, method == HttpMethod.Get ? null : body));
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private static string Text(JsonElement it, string member) => it.GetProperty(member).GetString()!;
}
