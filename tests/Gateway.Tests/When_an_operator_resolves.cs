using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

public sealed class When_an_operator_resolves : IAsyncLifetime
{
    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    public static TheoryData<Resolution, int, string> Answers => new()
    {
        { new Resolution.NotFound(), 404, "not_found" },
        { new Resolution.NothingOpen(CheckoutStatus.Completed), 409, "nothing_to_resolve" },
        { new Resolution.NotProven(["The token can still be charged."]), 409, "not_proven" },
        { new Resolution.Busy(), 409, "payment_in_progress" },
        { new Resolution.ProviderUnavailable(), 503, "payment_provider_unavailable" },
        { new Resolution.StoreUnavailable(), 503, "service_unavailable" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Each_answer_has_its_status_and_code(Resolution resolution, int status, string code)
    {
        host.Session.Resolution = resolution;

        var (answered, body) = await Resolve("""{"reason":"shopper on the phone"}""");

        Assert.Equal(status, (int)answered);
        Assert.Equal(code, body.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_settled_charge_tells_where_the_session_stands_and_who_asked_is_passed_on()
    {
        host.Session.Resolution = new Resolution.Settled(CheckoutStatus.ReadyForPayment);

        var (status, body) = await Resolve("""{"reason":"shopper on the phone"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ready_for_payment", body.GetProperty("status").GetString());
        Assert.Equal(("admin:0", "shopper on the phone"), Assert.Single(host.Session.Resolves));
    }

    [Fact]
    public async Task What_is_missing_for_a_proof_is_said()
    {
        host.Session.Resolution = new Resolution.NotProven(["The token can still be charged until tomorrow."]);

        var (_, body) = await Resolve("""{"reason":"x"}""");

        Assert.EndsWith("The token can still be charged until tomorrow.", body.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "missing_field")]
    [InlineData("""{"reason":" "}""", "missing_field")]
    [InlineData("""{"reason":7}""", "invalid_type")]
    [InlineData("[]", "invalid_type")]
    [InlineData("{", "invalid_json")]
    public async Task Without_a_reason_nobody_is_asked(string sent, string code)
    {
        var (status, body) = await Resolve(sent);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(code, body.GetProperty("code").GetString());
        Assert.Empty(host.Session.Resolves);
    }

    [Fact]
    public async Task A_platforms_key_opens_nothing_here()
    {
        var (status, _) = await Resolve("""{"reason":"x"}""", AcpHost.Key);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Empty(host.Session.Resolves);
    }

    [Fact]
    public async Task An_id_that_cannot_be_ours_wakes_no_grain()
    {
        host.Session.Resolution = new Resolution.Settled(CheckoutStatus.Completed);

        Assert.Equal(HttpStatusCode.NotFound, (await Resolve("""{"reason":"x"}""", id: "order_1")).Status);
        Assert.Empty(host.Grains.Ids);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Resolve(string body, string key = AcpHost.AdminKey, string id = "cs_1")
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/admin/checkout_sessions/{id}/resolve")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.Clone());
    }
}
