using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Erasures;
using Acp.Gateway.Tests.Host;
using Acp.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests.Erasures;

/// <summary>Over a store in memory; each reply is held against the OpenAPI document, too.</summary>
public sealed class When_an_erasure_is_asked_for_over_HTTP : IAsyncLifetime
{
    private const string Path = "/admin/erasures";

    /// <summary>In order: who asks, for what, and how it is answered.</summary>
    private static readonly (string Key, string Method, string Path, string? Body, int Status)[] Story =
    [
        (AcpHost.AdminKey, "GET", "/admin/erasures", null, 200),
        (AcpHost.AdminKey, "GET", "/admin/erasures/cs_1", null, 404),
        (AcpHost.SupportKey, "POST", "/admin/erasures", """{"session":"cs_1","reason":"x","overrule":true}""", 403),
        (AcpHost.ReadKey, "POST", "/admin/erasures", """{"session":"cs_1","reason":"x"}""", 403),
        (AcpHost.SupportKey, "POST", "/admin/erasures", """{"session":"cs_1","reason":"x"}""", 200),
        (AcpHost.AdminKey, "POST", "/admin/erasures", """{"session":"cs_1","reason":"x","overrule":true}""", 200),
        (AcpHost.AdminKey, "POST", "/admin/erasures", """{"session":"cs_1"}""", 400),
        (AcpHost.AdminKey, "POST", "/admin/erasures", """{"session":"cs_none","reason":"x"}""", 404),
        (AcpHost.AdminKey, "POST", "/admin/erasures", """{"session":"../order","reason":"x"}""", 404),
        (AcpHost.AdminKey, "POST", "/admin/erasures", """{"order":"ord_none","reason":"x"}""", 404),
        (AcpHost.ReadKey, "GET", "/admin/erasures?status=scheduled&limit=1", null, 200),
        (AcpHost.ReadKey, "GET", "/admin/erasures?status=gone", null, 400),
        (AcpHost.ReadKey, "GET", "/admin/erasures/cs_1", null, 200),
        (WrongKey, "GET", "/admin/erasures", null, 401),
        (WrongKey, "GET", "/admin/erasures/cs_1", null, 401),
        (WrongKey, "POST", "/admin/erasures", """{"session":"cs_1","reason":"x"}""", 401),
    ];

    private const string WrongKey = "sk_nobody_has_this_key";
    private readonly ManualClock clock = new();
    private readonly FailingStore store = new();
    private AcpHost host = null!;

    public async ValueTask InitializeAsync() =>
        host = await AcpHost.Start(configure: builder => builder.Services
            .AddSingleton<IStore>(store).AddSingleton<IInventory>(store).AddSingleton<TimeProvider>(clock));

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await store.DisposeAsync();
    }

    /// <summary>What this story reaches of what is documented.</summary>
    internal static IEnumerable<string> Reached => Story.Select(step => $"{step.Method} {Documented(step.Path)} {step.Status}")
        .Concat(["POST /admin/erasures 413", "POST /admin/erasures 415"])
        .Concat(Story.Select(step => $"{step.Method} {Documented(step.Path)} 503"));

    [Fact]
    public async Task Each_step_has_its_answer()
    {
        await Put("cs_1", SomeCheckouts.Charging("cs_1", clock.Now));
        foreach (var step in Story)
        {
            using var answer = await Send(new HttpMethod(step.Method), step.Path, step.Body, step.Key);
            Assert.True(step.Status == (int)answer.StatusCode, $"{step}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_no_JSON_is_not_read()
    {
        using var large = await Send(HttpMethod.Post, Path, $$"""{"reason":"{{new string('x', 17_000)}}"}""");
        using var request = AcpHost.Admin(HttpMethod.Post, Path, "reason=x");
        request.Content!.Headers.ContentType = new("text/plain");
        using var plain = await host.Operator.SendAsync(request);

        Assert.Equal((413, 415), ((int)large.StatusCode, (int)plain.StatusCode));
    }

    [Fact]
    public async Task A_store_that_is_away_is_said_to_be()
    {
        store.IsAway = true;
        foreach (var step in Story.DistinctBy(step => (step.Method, Documented(step.Path))))
        {
            using var answer = await Send(new HttpMethod(step.Method), Documented(step.Path).Replace("{id}", "cs_1", StringComparison.Ordinal), """{"session":"cs_1","reason":"x"}""");
            Assert.True((int)answer.StatusCode == 503, $"{step.Method} {step.Path}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("""{"reason":"x"}""", "invalid_value", "$")]
    [InlineData("""{"reason":"x","order":"ord_1","session":"cs_1"}""", "invalid_value", "$")]
    [InlineData("""{"reason":"x","order":null}""", "invalid_value", "$")]
    [InlineData("""{"reason":"x","order":7}""", "invalid_type", "$.order")]
    [InlineData("""{"reason":"x","buyer":"jane"}""", "invalid_email", "$.buyer")]
    [InlineData("""{"session":"cs_1"}""", "missing_field", "$.reason")]
    [InlineData("""{"session":"cs_1","reason":" "}""", "missing_field", "$.reason")]
    [InlineData("""{"session":"cs_1","reason":"x","overule":true}""", "unknown_field", "$.overule")]
    [InlineData("""{"session":"cs_1","reason":"x","overrule":"yes"}""", "invalid_type", "$.overrule")]
    [InlineData("""[]""", "invalid_type", "$")]
    public async Task What_is_not_meant_clearly_is_refused_by_name_and_nothing_changes(string body, string code, string param)
    {
        await Put("cs_1", SomeCheckouts.Charging("cs_1", clock.Now));

        var refused = await ErrorBody.Of(await Send(HttpMethod.Post, Path, body));

        Assert.Equal((400, code, param), (refused.Status, refused.Code, refused.Param));
        Assert.Empty(await store.ListStates(Erasure.ListedAs, status: null, after: null, 10));
    }

    [Fact]
    public async Task An_address_that_nobody_bought_with_is_none()
    {
        var told = await Read(await Send(HttpMethod.Post, Path, """{"buyer":"nobody@buyer.example","reason":"x"}"""));

        Assert.Equal((0, false), (told.GetProperty("data").GetArrayLength(), told.GetProperty("more").GetBoolean()));
    }

    [Fact]
    public async Task What_waits_says_for_what_and_stands_on_the_register_with_who_asked_and_why()
    {
        await Put("cs_1", SomeCheckouts.Charging("cs_1", clock.Now));

        var told = (await Read(await Send(HttpMethod.Post, Path, """{"session":"cs_1","reason":"ticket 7"}""", AcpHost.SupportKey))).GetProperty("data")[0];
        var listed = (await Read(await Send(HttpMethod.Get, $"{Path}?status=scheduled"))).GetProperty("data")[0];
        var shown = await Read(await Send(HttpMethod.Get, $"{Path}/cs_1"));

        Assert.Equal(("scheduled", "payment_unknown", "ann"), (told.GetProperty("status").GetString(), told.GetProperty("because")[0].GetString(), told.GetProperty("askedBy").GetString()));
        Assert.Equal(told.ToString(), listed.ToString());
        Assert.Contains("ticket 7", shown.GetProperty("timeline").ToString(), StringComparison.Ordinal);
        Assert.Equal(0, (await Read(await Send(HttpMethod.Get, $"{Path}?status=erased"))).GetProperty("data").GetArrayLength());
    }

    private static string Documented(string path) => path.Split('?')[0].Replace("cs_1", "{id}", StringComparison.Ordinal);

    private Task<HttpResponseMessage> Send(HttpMethod method, string path, string? body = null, string key = AcpHost.AdminKey) =>
        host.Operator.SendAsync(AcpHost.Admin(method, path, body, key));

    private static async Task<JsonElement> Read(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    private async Task Put(string id, CheckoutSession session)
    {
        var index = new IndexColumns("checkout_session", "x", "one", null, null, clock.Now);
        await store.Commit(new Unit(Guid.NewGuid(), clock.Now) { States = [new Snapshot<CheckoutSession>(CheckoutSession.KeyOf(id), null, 0).To(session, index)] });
    }
}
