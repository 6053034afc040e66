using System.Diagnostics;
using Acp.Gateway.Telemetry;

namespace Acp.Gateway.Tests.Telemetry;

public sealed class What_may_leave_in_a_span
{
    [Fact]
    public void Known_words_stay_and_all_else_is_taken_out()
    {
        using var span = Ended(it => it
            .SetTag("http.route", "/spt/{id}").SetTag("acp.session.digest", "0123456789abcdef").SetTag("acp.session.id", "cs_1").SetTag("url.path", "/spt/spt_1").SetTag("url.query", "?token=spt_1")
            .SetTag("http.request.header.authorization", "Bearer x").SetTag("rpc.orleans.target_id", "shared-payment-token/spt_1").SetTag("exception.message", "spt_1")
            .SetStatus(ActivityStatusCode.Error, "spt_1 was not found"));

        Assert.Equal(["acp.session.digest", "http.route"], span.TagObjects.Select(tag => tag.Key).Order(StringComparer.Ordinal));
        Assert.Equal((ActivityStatusCode.Error, null), (span.Status, span.StatusDescription));
        Assert.True(span.Recorded);
    }

    [Fact]
    public void A_span_with_an_event_stays_here()
    {
        using var span = Ended(it => it.AddException(new InvalidOperationException("spt_1")));

        Assert.False(span.Recorded);
    }

    private static Activity Ended(Func<Activity, Activity> mark)
    {
        var span = mark(new Activity("test") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start());
        span.Stop();
        using var scrubber = new SpanScrubber();
        scrubber.OnEnd(span);
        return span;
    }
}
