using System.Net;
using Acp.Fakes;

namespace Acp.Gateway.Tests.Telemetry;

public sealed class When_a_charge_stays_unknown
{
    private static readonly TimeSpan LongerThanACompleteTakes = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task It_is_seen_with_its_age_until_the_clock_has_settled_it()
    {
        var clock = new ManualClock();
        await using var shop = await MeasuredShop.Start(clock, ("Checkout:SendsPerCall", "1"));
        var session = await shop.Create();
        shop.Stripe.Faults.Next(FaultKind.LoseReply);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await shop.Complete(session, "key-1")).StatusCode);
        Assert.Equal(0, shop.Readings.Gauge("acp.attempts.unknown")); // It may be under way.

        clock.Advance(LongerThanACompleteTakes);
        await Eventually.True(() => shop.Readings.Gauge("acp.attempts.unknown") == 1);
        Assert.InRange(shop.Readings.Gauge("acp.attempts.unknown_age"), 30, LongerThanACompleteTakes.TotalSeconds);

        await shop.SweepDue();
        clock.Advance(LongerThanACompleteTakes);
        await Eventually.True(() => shop.Readings.Gauge("acp.attempts.unknown") == 0);
        Assert.Equal(0, shop.Readings.Gauge("acp.attempts.unknown_age"));
        Assert.Equal(1, shop.Readings.Sum("acp.attempts.settled", "result=succeeded", "by=clock"));
        Assert.Equal(1, shop.Readings.Sum("acp.due.woken", "kind=session", "result=done"));
        Assert.Single(shop.Stripe.Charges);
    }

    [Fact]
    public async Task What_is_due_and_taken_by_nobody_is_seen_by_how_long_it_waits()
    {
        var clock = new ManualClock();
        await using var shop = await MeasuredShop.Start(clock, ("Checkout:SessionLifetime", "00:05:00"));
        await shop.Create();

        clock.Advance(TimeSpan.FromMinutes(7)); // It has expired for two minutes, and no loop runs here.
        await Eventually.True(() => shop.Readings.Gauge("acp.due.waiting", "kind=session") == 1);
        Assert.InRange(shop.Readings.Gauge("acp.due.lag", "kind=session"), 60, 120);
    }
}
