using System.Text;
using System.Text.Json;
using Acp.Gateway.Tests.Host;
using Acp.Merchants;

namespace Acp.Gateway.Tests;

public sealed class When_a_merchant_is_managed_over_HTTP : IAsyncLifetime
{
    private const string Registration = """{"domain":"Shop.example","profile":"profile_1"}""";
    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>One after the other, each on what those before it left behind.</summary>
    private static readonly (string Method, string Path, string Query, string? Body, string? Key, int Status, string? Code)[] Story =
    [
        ("GET", "/admin/merchants", "", null, null, 401, "unauthorized"),
        ("POST", "/admin/merchants", "", Registration, null, 401, "unauthorized"),
        ("POST", "/admin/merchants", "", Registration, AcpHost.SupportKey, 403, "role_too_small"),
        ("GET", "/admin/merchants/{domain}", "", null, null, 401, "unauthorized"),
        ("GET", "/admin/merchants/{domain}", "", null, AcpHost.ReadKey, 404, "not_found"),
        ("POST", "/admin/merchants/{domain}/verify", "", null, null, 401, "unauthorized"),
        ("POST", "/admin/merchants/{domain}/verify", "", null, AcpHost.ReadKey, 403, "role_too_small"),
        ("POST", "/admin/merchants/{domain}/verify", "", null, AcpHost.AdminKey, 404, "not_found"),
        ("POST", "/admin/merchants/{domain}/suspend", "", """{"reason":"x"}""", null, 401, "unauthorized"),
        ("POST", "/admin/merchants/{domain}/suspend", "", """{"reason":"x"}""", AcpHost.SupportKey, 403, "role_too_small"),
        ("POST", "/admin/merchants/{domain}/suspend", "", """{"reason":"x"}""", AcpHost.AdminKey, 404, "not_found"),
        ("POST", "/admin/merchants/{domain}/reinstate", "", """{"reason":"x"}""", null, 401, "unauthorized"),
        ("POST", "/admin/merchants/{domain}/reinstate", "", """{"reason":"x"}""", AcpHost.SupportKey, 403, "role_too_small"),
        ("POST", "/admin/merchants/{domain}/reinstate", "", """{"reason":"x"}""", AcpHost.AdminKey, 404, "not_found"),
        ("POST", "/admin/merchants/{domain}/profile", "", """{"profile":"profile_2"}""", null, 401, "unauthorized"),
        ("POST", "/admin/merchants/{domain}/profile", "", """{"profile":"profile_2"}""", AcpHost.SupportKey, 403, "role_too_small"),
        ("POST", "/admin/merchants/{domain}/profile", "", """{"profile":"profile_2"}""", AcpHost.AdminKey, 404, "not_found"),
        ("POST", "/admin/merchants", "", """{"domain":"https://shop.example","profile":"profile_1"}""", AcpHost.AdminKey, 400, "invalid_domain"),
        ("POST", "/admin/merchants", "", """{"domain":"shop.example","profile":"a b"}""", AcpHost.AdminKey, 400, "invalid_profile"),
        ("POST", "/admin/merchants", "", Registration, AcpHost.AdminKey, 201, null),
        ("POST", "/admin/merchants", "", Registration, AcpHost.AdminKey, 200, null),
        ("POST", "/admin/merchants", "", """{"domain":"shop.example","profile":"profile_2"}""", AcpHost.AdminKey, 409, "another_profile"),
        ("POST", "/admin/merchants/{domain}/verify", "", null, AcpHost.AdminKey, 200, null),
        ("GET", "/admin/merchants/{domain}", "", null, AcpHost.ReadKey, 200, null),
        ("GET", "/admin/merchants", "?status=verified&limit=1", null, AcpHost.ReadKey, 200, null),
        ("GET", "/admin/merchants", "?state=verified", null, AcpHost.ReadKey, 400, "unknown_parameter"),
        ("POST", "/admin/merchants/{domain}/profile", "", """{"profile":7}""", AcpHost.AdminKey, 400, "invalid_type"),
        ("POST", "/admin/merchants/{domain}/profile", "", """{"profile":"profile_2"}""", AcpHost.AdminKey, 200, null),
        ("POST", "/admin/merchants/{domain}/suspend", "", "{}", AcpHost.AdminKey, 400, "missing_field"),
        ("POST", "/admin/merchants/{domain}/suspend", "", """{"reason":"complaints"}""", AcpHost.AdminKey, 200, null),
        ("POST", "/admin/merchants/{domain}/verify", "", null, AcpHost.AdminKey, 409, "merchant_suspended"),
        ("POST", "/admin/merchants/{domain}/reinstate", "", "{}", AcpHost.AdminKey, 400, "missing_field"),
        ("POST", "/admin/merchants/{domain}/reinstate", "", """{"reason":"settled"}""", AcpHost.AdminKey, 200, null),
    ];

    /// <summary>What this story reaches of what is documented.</summary>
    internal static IEnumerable<string> Reached => Story.Select(step => $"{step.Method} {step.Path} {step.Status}")
        .Concat(Bodies.SelectMany(path => new[] { $"POST {path} 413", $"POST {path} 415" }))
        .Concat(All.Select(step => $"{step.Method} {step.Path} 503"));

    private static IEnumerable<(string Method, string Path, string? Body)> All =>
        Story.GroupBy(step => (step.Method, step.Path)).Select(steps => (steps.Key.Method, steps.Key.Path, steps.First().Body));

    private static string[] Bodies => ["/admin/merchants", "/admin/merchants/{domain}/suspend", "/admin/merchants/{domain}/reinstate", "/admin/merchants/{domain}/profile"];

    [Fact]
    public async Task Each_step_has_its_answer()
    {
        foreach (var step in Story)
        {
            var (status, body) = await Send(step.Method, step.Path + step.Query, step.Body, step.Key);
            Assert.True((step.Status, step.Code) == (status, CodeOf(status, body)), $"{step}: {status} {body}");
        }

        var (_, shown) = await Send("GET", "/admin/merchants/{domain}", null, AcpHost.ReadKey);
        Assert.Equal(("registered", "profile_2"), (shown.GetProperty("status").GetString(), shown.GetProperty("profile").GetString()));
        Assert.Equal(
            [
                "admin:0 merchant.registered",
                "admin:0 merchant.verified",
                "admin:0 merchant.bound",
                "admin:0 merchant.suspended",
                "admin:0 merchant.reinstated",
            ],
            shown.GetProperty("timeline").EnumerateArray().Select(entry => $"{entry.GetProperty("by")} {entry.GetProperty("event")}"));
        Assert.Equal("shop.example", Assert.Single(host.Probe.Asked));
    }

    [Fact]
    public async Task A_domain_that_is_none_and_one_that_says_nothing_are_told_apart()
    {
        await Send("POST", "/admin/merchants", Registration, AcpHost.AdminKey);

        host.Probe.Answer = () => new(new ProbeAnswer.IsNot("It is none."));
        var (no, said) = await Send("POST", "/admin/merchants/{domain}/verify", null, AcpHost.AdminKey);
        host.Probe.Answer = () => new(new ProbeAnswer.NotAsked("It is away."));
        var (unknown, unsaid) = await Send("POST", "/admin/merchants/{domain}/verify", null, AcpHost.AdminKey);

        Assert.Equal((409, "merchant_not_verified"), (no, CodeOf(no, said)));
        Assert.Equal("The merchant is not verified. It is none.", said.GetProperty("message").GetString());
        Assert.Equal((503, "merchant_not_asked"), (unknown, CodeOf(unknown, unsaid)));
    }

    [Fact]
    public async Task Pages_go_on_where_they_ended()
    {
        foreach (var domain in new[] { "c.example", "a.example", "b.example" })
        {
            await Send("POST", "/admin/merchants", $$"""{"domain":"{{domain}}","profile":"profile_1"}""", AcpHost.AdminKey);
        }

        var (_, first) = await Send("GET", "/admin/merchants?limit=2", null, AcpHost.ReadKey);
        var (_, second) = await Send("GET", $"/admin/merchants?limit=2&cursor={first.GetProperty("nextCursor")}", null, AcpHost.ReadKey);

        Assert.Equal(["a.example", "b.example"], Domains(first));
        Assert.Equal(["c.example"], Domains(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
    }

    [Fact]
    public async Task Bodies_that_are_none_are_refused_and_a_store_that_is_away_changes_nothing()
    {
        foreach (var path in Bodies)
        {
            Assert.Equal(413, (await Send("POST", path, new string(' ', 20_000), AcpHost.AdminKey)).Status);
            Assert.Equal(415, (await Send("POST", path, "{}", AcpHost.AdminKey, "text/plain")).Status);
        }

        host.Merchants.IsAway = true;
        foreach (var (method, path, body) in All)
        {
            Assert.Equal(503, (await Send(method, path, body, AcpHost.AdminKey)).Status);
        }
    }

    private static IEnumerable<string?> Domains(JsonElement page) => page.GetProperty("data").EnumerateArray().Select(it => it.GetProperty("domain").GetString());

    private static string? CodeOf(int status, JsonElement body) => status < 400 ? null : body.GetProperty("code").GetString();

    private async Task<(int Status, JsonElement Body)> Send(string method, string path, string? body, string? key, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{domain}", "shop.example", StringComparison.Ordinal));
        request.Headers.TryAddWithoutValidation("Authorization", key is null ? null : $"Bearer {key}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        using var answer = await host.Operator.SendAsync(request);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone());
    }
}
