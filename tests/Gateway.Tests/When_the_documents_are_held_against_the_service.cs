using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Acp.Attention;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using Acp.Payments;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Microsoft.AspNetCore.Routing;

namespace Acp.Gateway.Tests;

/// <summary>The OpenAPI documents: complete, true, and served as they are checked in.</summary>
public sealed class When_the_documents_are_held_against_the_service : IAsyncLifetime
{
    private static readonly string[] Surfaces = ["/admin/", "/spt", "/api/spt", "/api/webhooks/"];

    /// <summary>What is documented, and not reached over doubles: a real session's timeline, which the README's walk reads; and this store never fails.</summary>
    private static readonly string[] ReachedElsewhere =
    [
        "GET /admin/checkout_sessions/{id} 200", "GET /admin/checkout_sessions/{id} 503", "POST /admin/contradictions/{id}/settle 503", "GET /admin/checkout_sessions/{id}/story 200", .. When_a_merchant_is_managed_over_HTTP.Reached,
        .. When_an_order_is_driven_over_HTTP.Reached, .. When_money_is_refunded_over_HTTP.Reached,
        .. When_deliveries_are_managed_over_HTTP.Reached, .. When_a_platform_asks_for_too_much.Reached, .. When_keys_are_managed_over_HTTP.Reached, .. Erasures.When_an_erasure_is_asked_for_over_HTTP.Reached,
        .. When_an_operator_watches.Reached,
    ];

    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await SigningHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public void Every_route_is_in_a_document_and_every_operation_is_a_route()
    {
        var routes =
            from route in host.Routes
            let path = "/" + route.RoutePattern.RawText!.TrimStart('/')
            where Surfaces.Any(surface => path.StartsWith(surface, StringComparison.Ordinal))
            from method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            select $"{method} {(path.StartsWith("/api/spt", StringComparison.Ordinal) ? path[4..] : path)}";

        Assert.Equal(Operations().Order(StringComparer.Ordinal), routes.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("tokens")]
    [InlineData("order-webhook")]
    public async Task They_are_served_to_anyone_as_they_are_checked_in(string name)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var answer = await client.GetAsync(new Uri($"/openapi/{name}.json", UriKind.Relative));

        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "src", "Gateway", "OpenApi", $"{name}.json")),
            await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/openapi/admin.json")]
    [InlineData("/.well-known/acp.json")]
    public async Task A_monitor_may_ask_for_them_with_HEAD(string path)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var answer = await client.SendAsync(new(HttpMethod.Head, path));

        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal((await client.GetByteArrayAsync(new Uri(path, UriKind.Relative))).Length, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public void Every_reference_leads_somewhere_and_every_schema_is_used()
    {
        foreach (var document in OpenApiDocument.All)
        {
            Assert.Equal(document.References.Order(StringComparer.Ordinal), document.Components.Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Each request of the list, over each world of the list. That a reply is as documented sees the client itself.</summary>
    [Fact]
    public async Task Every_documented_status_can_be_reached()
    {
        var reached = new SortedSet<string>(ReachedElsewhere, StringComparer.Ordinal);
        foreach (var (number, arrange) in Worlds().Index())
        {
            arrange();
            await (number == 1 ? Contradict() : Task.CompletedTask);
            foreach (var operation in OpenApiDocument.All.SelectMany(document => document.Operations))
            {
                foreach (var request in Requests(operation).Where(_ => !IsReachedElsewhere(operation)))
                {
                    using var answer = await host.Operator.SendAsync(request);
                    reached.Add($"{operation.Method} {operation.Path} {(int)answer.StatusCode}");
                }
            }
        }

        var documented = OpenApiDocument.All.SelectMany(document => document.Operations)
            .SelectMany(operation => operation.Statuses.Select(status => $"{operation.Method} {operation.Path} {status}"));
        Assert.Equal(documented.Order(StringComparer.Ordinal), reached);
    }

    private static IEnumerable<string> Operations() => OpenApiDocument.All.SelectMany(document => document.Operations).Select(operation => $"{operation.Method} {operation.Path}");

    private static bool IsReachedElsewhere(OpenApiOperation operation) =>
        new[] { "/merchants", "/orders", "/deliveries", "/keys", "/erasures", When_an_operator_watches.Path }.Any(part => operation.Path.Contains(part, StringComparison.Ordinal));

    private IEnumerable<Action> Worlds()
    {
        var record = new EventRecord(Told, ProviderEventStatus.Dead, 12, "provider not answered", DateTimeOffset.UnixEpoch, null);
        yield return () => host.Notices.Verdict = new NoticeVerdict.Refused("nothing is there");
        yield return () =>
        {
            host.Notices.Verdict = new NoticeVerdict.Genuine(Told);
            (host.Grains.Token.View, host.Grains.Token.Revocation) = (SomeTokens.View(), () => new Revocation.Revoked(SomeTokens.View()));
            (host.Grains.Events.View, host.Session.Resolution) = (_ => record.View, new Resolution.Settled(CheckoutStatus.Completed));
            host.Inventory.States = [new("event/evt_1", "Dead", StateCodec.Encode(record), DateTimeOffset.UnixEpoch)];
            host.Inventory.Rows = SomeTokens.Rows(2);
        };
        yield return () =>
        {
            host.Grains.Token.Revocation = () => new Revocation.Revoked(SomeTokens.View() with { RevocationConfirmed = false });
            (host.Session.Resolution, host.Grains.Issue.Answer) = (new Resolution.Busy(), () => new Answer.KeyInFlight());
        };
        yield return () => (host.Grains.Token.Revocation, host.Grains.Issue.Answer) = (() => new Revocation.AlreadyUsed("pi_1"), () => new Answer.KeyReused());
        yield return () => host.Grains.Issue.Answer = () => Issued.Refused(RefusalRule.DailyTokensExceeded);
        yield return Away;
    }

    private async Task Contradict()
    {
        var found = new Contradiction("cs_1", ContradictionKind.StrayCharge, "pi_1", null, null, null, DateTimeOffset.UnixEpoch);
        var known = new Snapshot<Contradiction>(Contradiction.KeyOf("spt_1"), State: null, Version: 0);
        await host.Store.Commit(new Unit(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch) { States = [known.To(found, found.Index())] });
    }

    private void Away()
    {
        host.Inventory.Answers = _ => throw new StoreUnavailableException();
        host.Grains.Token.Retrieves = () => throw new GrainOverloadedException();
        host.Grains.Token.Revocation = () => new Revocation.StoreUnavailable();
        host.Grains.Events.View = _ => throw new StoreUnavailableException();
        host.Grains.Events.Keeps = () => throw new StoreUnavailableException();
        host.Session.Resolution = new Resolution.StoreUnavailable();
        host.Grains.Issue.Answer = () => new Answer.IssueOutcomeUnknown();
    }

    private static EventFacts Told { get; } =
        new("evt_1", "payment_intent.succeeded", EventSubject.Payment, DateTimeOffset.UnixEpoch, "cs_1", null, "spt_1", "pi_1");

    private static IEnumerable<HttpRequestMessage> Requests(OpenApiOperation operation)
    {
        var format = operation.Path switch { "/admin/spt/export" => "?format=csv", "/admin/search" => "?q=pi_1", _ => "" };
        foreach (var key in new[] { null, AcpHost.ReadKey, AcpHost.AdminKey })
        {
            yield return Request(operation, format, key, "application/json", Body(operation));
        }

        yield return Request(operation, format.Replace("csv", "jsonl", StringComparison.Ordinal), AcpHost.AdminKey, "application/json", Body(operation));
        yield return Request(operation, format, AcpHost.AdminKey, "text/plain", Body(operation));
        yield return Request(operation, format, AcpHost.AdminKey, "application/json", "{");
        yield return Request(operation, format, AcpHost.AdminKey, "application/json", new string(' ', 300_000));
        yield return Request(operation, "?unheard=1", AcpHost.AdminKey, "application/json", Body(operation));
        var halfSigned = Request(operation, format, AcpHost.AdminKey, "application/json", Body(operation));
        Signer.Put(halfSigned, "Timestamp", Signer.Now);
        yield return halfSigned;
    }

    private static string Body(OpenApiOperation operation) => operation.Path == "/spt" ? Bodies.Issue : """{"reason":"the shopper called"}""";

    private static HttpRequestMessage Request(OpenApiOperation operation, string query, string? key, string type, string body)
    {
        var path = operation.Path.Replace("{id}", operation.Path.Contains("checkout", StringComparison.Ordinal) ? "cs_1" : "spt_1", StringComparison.Ordinal);
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), path + query);
        var known = key is not null && operation.Path.StartsWith("/spt", StringComparison.Ordinal) ? AcpHost.Key : key;
        request.Headers.TryAddWithoutValidation("Authorization", known is null ? null : $"Bearer {known}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "key-1");
        if (operation.Method == "POST")
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
        }

        return request;
    }
}
