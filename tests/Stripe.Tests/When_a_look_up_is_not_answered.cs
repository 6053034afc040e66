using System.Net;
using System.Text;
using Acp.Payments;
using Acp.Payments.Stripe;

namespace Acp.Stripe.Tests;

public class When_a_look_up_is_not_answered
{
    private const string Token = """{"id":"spt_1","object":"shared_payment.granted_token"}""";
    private const string Canceled = """{"id":"pi_1","object":"payment_intent","status":"canceled"}""";

    private readonly ManualClock time = new();

    [Fact]
    public async Task It_is_repeated_twice_after_half_a_second_and_after_one()
    {
        var wire = InTurn(Broken, Status(500), Status(200, Token));
        var looking = On(wire).LookUpToken("spt_1").AsTask();

        Assert.Single(wire.Sent);
        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(2, wire.Sent.Count);
        time.Advance(TimeSpan.FromSeconds(0.99));
        Assert.Equal(2, wire.Sent.Count);
        time.Advance(TimeSpan.FromSeconds(0.01));

        Assert.IsType<TokenLookup.Found>(await looking);
        Assert.Single(wire.Sent.Select(sent => sent.Address).Distinct());
    }

    [Fact]
    public async Task It_is_given_up_after_that()
    {
        var wire = InTurn(Broken, Broken, Broken, Status(200, Token));
        var looking = On(wire).LookUpToken("spt_1").AsTask();
        time.Advance(TimeSpan.FromSeconds(14));

        Assert.IsType<TokenLookup.NotAnswered>(await looking);
        Assert.Equal(3, wire.Sent.Count);
    }

    [Fact]
    public async Task A_cancel_is_repeated_too()
    {
        var wire = InTurn(Status(409), Status(200, Canceled));
        var canceling = On(wire).CancelIntent("pi_1").AsTask();
        time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.IsType<ChargeAnswer.Canceled>(await canceling);
    }

    [Theory]
    [InlineData(400, null, 1)]
    [InlineData(404, null, 1)]
    [InlineData(424, null, 1)]
    [InlineData(429, null, 1)]
    [InlineData(409, null, 3)]
    [InlineData(500, null, 3)]
    [InlineData(503, null, 3)]
    [InlineData(500, "false", 1)]
    [InlineData(409, "false", 1)]
    [InlineData(400, "true", 3)]
    [InlineData(429, "true", 3)]
    [InlineData(500, "perhaps", 3)]
    public async Task Stripes_own_word_on_repeats_outranks_the_status(int status, string? shouldRetry, int sends)
    {
        var wire = new Wire(_ => Reply(status, "{}", shouldRetry));
        var looking = On(wire).LookUpIntent("pi_1").AsTask();
        time.Advance(TimeSpan.FromSeconds(14));
        await looking;

        Assert.Equal(sends, wire.Sent.Count);
    }

    [Fact]
    public async Task All_its_sends_together_keep_within_one_time_out()
    {
        var wire = InTurn(Broken, Silent);
        var looking = On(wire).LookUpToken("spt_1").AsTask();
        time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(looking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True(looking.IsCompleted);
        Assert.IsType<TokenLookup.NotAnswered>(await looking);
        Assert.Equal(2, wire.Sent.Count);
    }

    [Fact]
    public async Task In_an_outage_the_repeats_bring_the_breaker_nearer_and_cost_no_call_more()
    {
        var wire = new Wire(_ => Task.FromException<HttpResponseMessage>(new IOException()));
        var provider = On(wire);
        for (var look = 0; look < 50; look++)
        {
            var looking = provider.LookUpToken("spt_1").AsTask();
            time.Advance(TimeSpan.FromMilliseconds(1));
            _ = looking;
        }

        Assert.Equal(10, wire.Sent.Count);
        time.Advance(TimeSpan.FromSeconds(0.6));
        Assert.Equal(10, wire.Sent.Count);
    }

    [Theory]
    [InlineData(500, null, false, true)]
    [InlineData(500, "true", false, true)]
    [InlineData(500, "false", false, false)]
    [InlineData(409, "false", false, false)]
    [InlineData(409, null, false, true)]
    [InlineData(500, null, true, false)]
    [InlineData(500, "true", true, true)]
    public async Task A_charge_is_never_repeated_here_but_tells_whether_it_may_be(int status, string? shouldRetry, bool replayed, bool mayRepeat)
    {
        var wire = new Wire(_ => Reply(status, """{"error":{"type":"api_error"}}""", shouldRetry, replayed));
        var provider = On(wire);

        var answer = await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order()), World.InTime);

        Assert.Equal(mayRepeat, Assert.IsType<ChargeAnswer.Unknown>(answer).MayRepeat);
        Assert.Single(wire.Sent);
    }

    private static Task<HttpResponseMessage> Broken(CancellationToken deadline) =>
        Task.FromException<HttpResponseMessage>(new HttpRequestException(HttpRequestError.ResponseEnded));

    private static Task<HttpResponseMessage> Silent(CancellationToken deadline) =>
        new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(deadline);

    private static Func<CancellationToken, Task<HttpResponseMessage>> Status(int status, string body = "{}") => _ => Reply(status, body, null);

    private static Task<HttpResponseMessage> Reply(int status, string body, string? shouldRetry, bool replayed = false)
    {
        var reply = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        reply.Headers.TryAddWithoutValidation("Stripe-Should-Retry", shouldRetry);
        if (replayed)
        {
            reply.Headers.TryAddWithoutValidation("Idempotent-Replayed", "true");
        }

        return Task.FromResult(reply);
    }

    private static Wire InTurn(params Func<CancellationToken, Task<HttpResponseMessage>>[] replies)
    {
        var left = new Queue<Func<CancellationToken, Task<HttpResponseMessage>>>(replies);
        return new(deadline => left.Dequeue()(deadline));
    }

    private StripeProvider On(Wire wire)
    {
        var options = World.Options();
        options.Repeats = 2;
        return World.On(wire, options, time);
    }
}
