using System.Net;
using Acp.Fakes;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests.Telemetry;

public sealed class When_retries_are_counted
{
    private const int Retries = 24;

    [Fact]
    public async Task One_is_executed_and_each_of_the_others_is_a_charge_that_was_prevented()
    {
        await using var shop = await MeasuredShop.Start();
        var session = await shop.Create();
        var hold = shop.Stripe.Faults.HoldBeforeExecution();
        var first = shop.Complete(session, "key-0");
        await hold.Arrived;
        var others = Enumerable.Range(1, Retries).Select(i => shop.Complete(session, $"key-{i}", $"tok_{i}")).ToArray();
        hold.Release();

        Assert.All(await Task.WhenAll([first, .. others]), reply => Assert.Equal(HttpStatusCode.OK, reply.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await shop.Complete(session, "key-0")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Complete(session, "key-0", "tok_other")).StatusCode);

        var charge = Assert.Single(shop.Stripe.Charges);
        Assert.Equal(1, shop.Readings.Sum("acp.completes", "result=executed", "platform=one"));
        Assert.Equal(Retries, shop.Readings.Sum("acp.completes", "result=joined") + shop.Readings.Sum("acp.completes", "result=repeated"));
        Assert.Equal(1, shop.Readings.Sum("acp.completes", "result=replayed"));
        Assert.Equal(1, shop.Readings.Sum("acp.completes", "result=key_conflict"));
        Assert.Equal(Retries + 3, shop.Readings.Sum("acp.completes"));
        Assert.Equal(Retries + 3, shop.Readings.Sum("acp.complete.duration"));
        Assert.Equal(Retries + 1, shop.Readings.Sum("acp.duplicates.prevented"));
        Assert.Equal((Retries + 1) * charge.Amount, shop.Readings.Sum("acp.duplicates.prevented_amount", "currency=usd"));
        Assert.Equal(1, shop.Readings.Sum("acp.attempts.settled"));
        Assert.Equal(1, shop.Readings.Sum("acp.attempts.settled", "rail=token", "result=succeeded", "by=caller"));
        Assert.Equal(charge.Amount, shop.Readings.Sum("acp.attempts.charged_amount", "currency=usd"));
    }

    [Fact]
    public async Task Who_comes_while_the_first_is_under_way_is_told_so_and_counted_as_prevented()
    {
        await using var shop = await MeasuredShop.Start();
        var session = await shop.Create();
        var hold = shop.Stripe.Faults.HoldBeforeExecution();
        var first = shop.Complete(session, "key-1");
        await hold.Arrived;

        Assert.Equal(HttpStatusCode.Conflict, (await shop.Complete(session, "key-1")).StatusCode);
        hold.Release();
        await first;

        Assert.Equal(1, shop.Readings.Sum("acp.completes", "result=key_in_flight"));
        Assert.Equal(1, shop.Readings.Sum("acp.duplicates.prevented"));
        Assert.Equal(shop.Stripe.TotalCharged, shop.Readings.Sum("acp.duplicates.prevented_amount"));
    }

    [Fact]
    public async Task Nothing_is_prevented_where_nothing_would_have_been_charged()
    {
        await using var shop = await MeasuredShop.Start();
        var (declined, unready) = (await shop.Create(), await shop.Create());
        await shop.Complete(declined, "key-1", "tok_decline");
        await shop.Complete(declined, "key-1", "tok_decline"); // The kept refusal.
        await shop.Client.SendAsync(AcpHost.Post($"/checkout_sessions/{unready}/cancel", "{}", "key-2"));
        await shop.Complete(unready, "key-3");
        await shop.Complete("cs_nobodys", "key-4");

        Assert.Equal(1, shop.Readings.Sum("acp.completes", "result=declined"));
        Assert.Equal(1, shop.Readings.Sum("acp.completes", "result=replayed"));
        Assert.Equal(1, shop.Readings.Sum("acp.completes", "result=refused", "reason=session_over"));
        Assert.Equal(1, shop.Readings.Sum("acp.completes", "result=not_found"));
        Assert.Equal(1, shop.Readings.Sum("acp.attempts.settled", "result=refused", "by=caller"));
        Assert.Equal(0, shop.Readings.Sum("acp.duplicates.prevented"));
    }

    [Fact]
    public async Task Each_call_to_the_provider_is_timed_by_what_it_is_for_and_what_came_back()
    {
        await using var shop = await MeasuredShop.Start(("Checkout:SendsPerCall", "1"));
        var session = await shop.Create();
        shop.Stripe.Faults.Next(FaultKind.LoseReply);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await shop.Complete(session, "key-1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await shop.Complete(session, "key-2")).StatusCode);

        Assert.Equal(1, shop.Readings.Sum("acp.completes", "result=outcome_unknown"));
        Assert.Equal(1, shop.Readings.Sum("acp.completes", "result=executed"));
        Assert.Equal(1, shop.Readings.Sum("acp.provider.call.duration", "operation=charge", "answer=no_answer"));
        Assert.Equal(1, shop.Readings.Sum("acp.provider.call.duration", "operation=charge", "answer=2xx"));
        Assert.Equal(1, shop.Readings.Sum("acp.attempts.opened", "rail=token"));
        Assert.Equal(0, shop.Readings.Sum("acp.provider.call.duration", "operation=other"));
    }
}
