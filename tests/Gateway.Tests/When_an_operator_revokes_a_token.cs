using System.Net;
using System.Text.Json;
using Acp.Gateway.Tests.Host;
using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Tests;

public sealed class When_an_operator_revokes_a_token : IAsyncLifetime
{
    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Accepted)]
    public async Task The_answer_tells_whether_the_provider_has_confirmed_it(bool confirmed, HttpStatusCode status)
    {
        host.Grains.Token.Revocation = () => new Revocation.Revoked(SomeTokens.View() with { RevocationConfirmed = confirmed });

        var (answer, token) = await Revoke("""{"reason":"shopper called"}""");

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(("REVOKED", confirmed), (token.GetProperty("status").GetString(), token.GetProperty("revocationConfirmed").GetBoolean()));
        Assert.Equal(("ann", "shopper called"), Assert.Single(host.Grains.Token.Revokes));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"reason":null}""")]
    public async Task No_reason_need_be_given(string? body)
    {
        host.Grains.Token.Revocation = () => new Revocation.Revoked(SomeTokens.View());

        Assert.Equal(HttpStatusCode.OK, (await Revoke(body)).Answer.StatusCode);
        Assert.Equal(("ann", null), Assert.Single(host.Grains.Token.Revokes));
    }

    [Theory]
    [InlineData("pi_1", "The token was used by the payment pi_1. Nothing was changed: a payment is refunded, not revoked.")]
    [InlineData(null, "The token was used. Nothing was changed: a payment is refunded, not revoked.")]
    public async Task A_used_token_cannot_be_revoked_and_its_payment_is_named(string? intent, string message)
    {
        host.Grains.Token.Revocation = () => new Revocation.AlreadyUsed(intent);

        var (answer, error) = await Revoke();

        Assert.Equal((HttpStatusCode.Conflict, "token_used"), (answer.StatusCode, error.GetProperty("code").GetString()));
        Assert.Equal(message, error.GetProperty("message").GetString());
        Assert.Null(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Under_a_payment_it_is_to_be_asked_for_again_later()
    {
        host.Grains.Token.Revocation = () => new Revocation.InUse("cs_1");

        var (answer, error) = await Revoke();

        Assert.Equal((HttpStatusCode.Conflict, "token_in_use"), (answer.StatusCode, error.GetProperty("code").GetString()));
        Assert.Equal("The session cs_1 is being paid with the token. Nothing was changed.", error.GetProperty("message").GetString());
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_token_that_is_not_there_is_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Revoke()).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Revoke(id: "spt%201")).Answer.StatusCode);
        Assert.Single(host.Grains.Token.Revokes);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_a_503_to_be_repeated()
    {
        host.Grains.Token.Revocation = () => new Revocation.StoreUnavailable();

        var (answer, error) = await Revoke();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "service_unavailable"), (answer.StatusCode, error.GetProperty("code").GetString()));
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("{", 400, "invalid_json")]
    [InlineData("[]", 400, "invalid_type")]
    [InlineData("""{"reason":""}""", 400, "missing_field")]
    [InlineData("""{"reason":7}""", 400, "invalid_type")]
    public async Task A_body_that_is_wrong_revokes_nothing(string body, int status, string code)
    {
        var (answer, error) = await Revoke(body);

        Assert.Equal((status, code), ((int)answer.StatusCode, error.GetProperty("code").GetString()));
        Assert.Empty(host.Grains.Token.Revokes);
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_no_json_revokes_nothing()
    {
        Assert.Equal(413, (int)(await Revoke(new string(' ', 16_385))).Answer.StatusCode);
        var form = AcpHost.Admin(HttpMethod.Post, "/admin/spt/spt_1/revoke", key: AcpHost.SupportKey);
        form.Content = new FormUrlEncodedContent([new("reason", "x")]);
        Assert.Equal(415, (int)(await host.Operator.SendAsync(form)).StatusCode);
        var long501 = JsonSerializer.Serialize(new { reason = new string('x', 501) });
        Assert.Equal("too_long", (await Revoke(long501)).Body.GetProperty("code").GetString());
        Assert.Empty(host.Grains.Token.Revokes);
    }

    private async Task<(HttpResponseMessage Answer, JsonElement Body)> Revoke(string? body = null, string id = "spt_1")
    {
        var answer = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Post, $"/admin/spt/{id}/revoke", body, AcpHost.SupportKey));
        return (answer, JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement);
    }
}
