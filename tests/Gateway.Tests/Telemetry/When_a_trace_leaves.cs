using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Acp.Gateway.Tests.Host;
using Acp.Telemetry;

namespace Acp.Gateway.Tests.Telemetry;

public sealed class When_a_trace_leaves
{
    private const string Token = "spt_of_the_shopper";
    private const string Buyer = "ada.lovelace@example.org";
    private const string Secret = "sk_somebodys_secret_key";
    private const string CallersTrace = "0af7651916cd43dd8448eb211c80319c";

    private static readonly string[] Parts = ["checkout_session.complete", "provider.look_up_token", "provider.charge", "store.commit"];

    [Fact]
    public async Task It_tells_of_the_request_the_grain_the_store_and_the_provider_and_of_no_secret()
    {
        await using var collector = await Collector.Start();
        await using (var shop = await MeasuredShop.Start(To(collector)))
        {
            var session = await shop.Create();
            await shop.Client.SendAsync(AcpHost.Post($"/checkout_sessions/{session}", $$$"""{"buyer":{"first_name":"Ada","last_name":"Lovelace","email":"{{{Buyer}}}"}}""", "key-of-the-update"));
            await shop.Complete(session, "key-of-the-complete", Token);
            await shop.Client.SendAsync(AcpHost.Get($"/spt/{Token}?secret={Secret}"));
            await shop.Client.SendAsync(AcpHost.Admin(HttpMethod.Get, $"/admin/spt/{Token}?cursor={Secret}"));
            await shop.Client.SendAsync(AcpHost.Admin(HttpMethod.Post, $"/admin/spt/{Token}/revoke", $$"""{"reason":"{{Buyer}}"}"""));
            await shop.Client.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/orders", key: Secret));
            await shop.Client.GetAsync($"/nowhere/{Token}");
            await shop.Flush();

            // As docs/metrics.md has it found; the id itself opens a page.
            Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(session)))[..16], collector.Traces, StringComparison.Ordinal);
            Assert.DoesNotContain(session, collector.Traces, StringComparison.Ordinal);
        }

        Assert.All(Parts, part => Assert.Contains(part, collector.Traces, StringComparison.Ordinal));
        Assert.Contains("/checkout_sessions/{id}/complete", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("acp.request_id", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("acp.completes", collector.Metrics, StringComparison.Ordinal);
        Assert.All(
            new[] { Token, Buyer, "Lovelace", Secret, AcpHost.Key, AcpHost.AdminKey, "key-of-the", "Bearer" },
            secret => Assert.DoesNotContain(secret, collector.Traces + collector.Metrics, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task It_is_one_for_each_request_and_links_to_the_callers_own()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var collector = await Collector.Start();
        await using var shop = await MeasuredShop.Start(To(collector));
        var session = await shop.Create();
        var request = AcpHost.Post($"/checkout_sessions/{session}/complete", """{"shared_payment_granted_token":"tok_visa"}""", "key-1");
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{CallersTrace}-b7ad6b7169203331-01");
        request.Headers.TryAddWithoutValidation("Request-Id", $"req-of-{session}");
        await shop.Client.SendAsync(request);
        await shop.Flush();

        var root = Assert.Single(spans, span => span.GetTagItem("acp.request_id") as string == $"req-of-{session}");
        Assert.NotEqual(CallersTrace, root.TraceId.ToString());
        Assert.Equal(default, root.ParentSpanId);
        Assert.Equal(CallersTrace, Assert.Single(root.Links).Context.TraceId.ToString());
        Assert.Superset(Parts.ToHashSet(), spans.Where(span => span.TraceId == root.TraceId).Select(span => span.OperationName).ToHashSet());
    }

    /// <summary>Its end would be a span and a duration of hours, beside those of requests.</summary>
    [Fact]
    public async Task Whoever_watches_leaves_neither_a_span_nor_a_duration()
    {
        await using var collector = await Collector.Start();
        await using var shop = await MeasuredShop.Start(To(collector));
        await shop.Client.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/live?since=1")); // It is refused, and so ends before anybody looks.
        await shop.Client.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/me"));
        await shop.Client.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/me")); // Whatever came before has been measured.
        await shop.Flush();

        Assert.Contains("/admin/me", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("/admin/me", collector.Metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("/admin/live", collector.Traces + collector.Metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_collector_none_is_made()
    {
        await using var shop = await MeasuredShop.Start();

        Assert.Null(shop.Tracer);
    }

    private static (string Key, string Value)[] To(Collector collector) =>
        [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")];

    private static ActivityListener Listen(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Spans.SourceName or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
