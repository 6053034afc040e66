using Acp.Fakes;

namespace Acp.Stripe.Tests;

public sealed class When_a_key_is_used_again_at_the_fake : IDisposable
{
    private const string Path = "/v1/payment_intents";
    private const string Form = "amount=5397&currency=usd&confirm=true&metadata[acp_session]=cs_1&shared_payment_granted_token=";

    private readonly World world = new();

    [Theory]
    [InlineData("spt_1", 200)]
    [InlineData("spt_decline_1", 402)]
    [InlineData("spt_used_1", 400)]
    public async Task What_was_executed_is_answered_again_byte_for_byte(string token, int status)
    {
        var first = await world.Post(Path, Form + token, "k");
        var again = await world.Post(Path, Form + token, "k");

        Assert.Equal((status, status), (first.Status, again.Status));
        Assert.Equal(first.Body.ToArray(), again.Body.ToArray());
        Assert.DoesNotContain("Idempotent-Replayed", first.Headers.Keys);
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.Equal([false, true], world.Stripe.Ledger.Select(entry => entry.Replayed));
    }

    [Fact]
    public async Task A_500_is_answered_again_too_though_the_money_moved()
    {
        world.Stripe.Faults.Next(FaultKind.CommitThen500);

        Assert.Equal(500, (await world.Post(Path, Form + "spt_1", "k")).Status);
        Assert.Equal(500, (await world.Post(Path, Form + "spt_1", "k")).Status);
        Assert.Equal([5397, 0], world.Stripe.Ledger.Select(entry => entry.Charged));
        Assert.Single(world.Stripe.Charges);
    }

    [Fact]
    public async Task With_another_request_it_is_refused()
    {
        await world.Post(Path, Form + "spt_1", "k");
        var other = await world.Post(Path, Form + "spt_2", "k");

        Assert.Equal(400, other.Status);
        Assert.Contains("idempotency_error", Text(other), StringComparison.Ordinal);
        Assert.Single(world.Stripe.Charges);
    }

    [Fact]
    public async Task While_its_first_request_runs_it_is_in_use()
    {
        world.Stripe.Faults.Next(FaultKind.Slow, delay: TimeSpan.FromSeconds(5));
        var first = world.Post(Path, Form + "spt_1", "k");
        var second = await world.Post(Path, Form + "spt_1", "k");
        world.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(409, second.Status);
        Assert.Contains("idempotency_key_in_use", Text(second), StringComparison.Ordinal);
        Assert.Equal(200, (await first).Status);
        Assert.Equal(200, (await world.Post(Path, Form + "spt_1", "k")).Status);
        Assert.Single(world.Stripe.Charges);
    }

    [Fact]
    public async Task After_24_hours_it_is_a_new_request()
    {
        await world.Post(Path, Form + "tok_visa", "k");
        world.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        await world.Post(Path, Form + "tok_visa", "k");
        Assert.Single(world.Stripe.Charges);

        world.Time.Advance(TimeSpan.FromTicks(1));
        await world.Post(Path, Form + "tok_visa", "k");
        Assert.Equal(2, world.Stripe.Charges.Select(charge => charge.IntentId).Distinct().Count());
    }

    [Fact]
    public async Task What_failed_before_its_execution_is_not_kept()
    {
        Assert.Equal(400, (await world.Post(Path, "amount=5397", "k")).Status);
        world.Stripe.Faults.Next(FaultKind.Reply429);
        Assert.Equal(429, (await world.Post(Path, Form + "spt_1", "k")).Status);
        world.Stripe.Faults.Next(FaultKind.Reply409);
        Assert.Equal(409, (await world.Post(Path, Form + "spt_1", "k")).Status);
        var noKey = World.Request("POST", Path, Form + "spt_1", "k") with { Headers = new Dictionary<string, string>() };
        Assert.Equal(401, Assert.IsType<FakeAnswer.Reply>(await world.Stripe.Handle(noKey)).Status);

        Assert.Equal(200, (await world.Post(Path, Form + "spt_1", "k")).Status);
    }

    public void Dispose() => world.Dispose();

    private static string Text(FakeAnswer.Reply reply) => System.Text.Encoding.UTF8.GetString(reply.Body.Span);
}
