using System.Text;
using System.Text.Json;
using Acp.Gateway.Hosting;
using Acp.Gateway.Tests.Host;
using Acp.Keys;

namespace Acp.Gateway.Tests;

public sealed class When_keys_are_managed_over_HTTP : IAsyncLifetime
{
    private const string OfPlatform = """{"kind":"platform","owner":"one","label":"blue","reason":"first key"}""";
    private const string OfOperator = """{"kind":"admin","owner":"cleo","role":"support","reason":"new at the desk"}""";
    private const string Rotation = """{"reason":"it is spring"}""";
    private const string Revocation = """{"reason":"it was in a chat"}""";
    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>One after the other, each on what those before it left behind; {id} is the key that was made first, {next} its successor.</summary>
    private static readonly (string Method, string Path, string Query, string? Body, string Once, string? Key, int Status, string? Code)[] Story =
    [
        ("GET", "/admin/keys", "", null, "", null, 401, "unauthorized"),
        ("GET", "/admin/keys", "?kind=admin", null, "", AcpHost.ReadKey, 400, "unknown_parameter"),
        ("GET", "/admin/keys", "", null, "", AcpHost.ReadKey, 200, null),
        ("POST", "/admin/keys", "", OfPlatform, "m", null, 401, "unauthorized"),
        ("POST", "/admin/keys", "", OfPlatform, "m", AcpHost.SupportKey, 403, "role_too_small"),
        ("POST", "/admin/keys", "", OfPlatform, "", AcpHost.AdminKey, 400, "idempotency_key_required"),
        ("POST", "/admin/keys", "", """{"kind":"robot","owner":"one","reason":"x"}""", "m", AcpHost.AdminKey, 400, "invalid_value"),
        ("POST", "/admin/keys", "", """{"kind":"platform","owner":"nobody","reason":"x"}""", "m", AcpHost.AdminKey, 400, "unknown_platform"),
        ("POST", "/admin/keys", "", """{"kind":"platform","owner":"one","role":"read","reason":"x"}""", "m", AcpHost.AdminKey, 400, "invalid_value"),
        ("POST", "/admin/keys", "", """{"kind":"platform","owner":"one"}""", "m", AcpHost.AdminKey, 400, "missing_field"),
        ("POST", "/admin/keys", "", """{"kind":"platform","owner":"one","reason":"x","expires":"2999-01-01T00:00:00Z"}""", "m", AcpHost.AdminKey, 400, "unknown_field"),
        ("POST", "/admin/keys", "", """{"kind":"platform","owner":"one","reason":"x","expiresAt":"2020-01-01T00:00:00Z"}""", "m", AcpHost.AdminKey, 400, "invalid_value"),
        ("POST", "/admin/keys", "", """{"kind":"admin","owner":"cleo","reason":"x"}""", "m", AcpHost.AdminKey, 400, "missing_field"),
        ("POST", "/admin/keys", "", """{"kind":"admin","owner":"admin:1","role":"read","reason":"x"}""", "m", AcpHost.AdminKey, 400, "invalid_value"),
        ("POST", "/admin/keys", "", OfPlatform, "m", AcpHost.AdminKey, 201, null),
        ("POST", "/admin/keys", "", OfPlatform, "m", AcpHost.AdminKey, 200, null),
        ("POST", "/admin/keys", "", OfOperator, "m", AcpHost.AdminKey, 422, "idempotency_conflict"),
        ("POST", "/admin/keys", "", OfOperator, "n", AcpHost.AdminKey, 201, null),
        ("GET", "/admin/keys/{id}", "", null, "", null, 401, "unauthorized"),
        ("GET", "/admin/keys/{none}", "", null, "", AcpHost.ReadKey, 404, "not_found"),
        ("GET", "/admin/keys/{id}", "", null, "", AcpHost.ReadKey, 200, null),
        ("POST", "/admin/keys/{id}/rotate", "", Rotation, "r", null, 401, "unauthorized"),
        ("POST", "/admin/keys/{id}/rotate", "", Rotation, "r", AcpHost.SupportKey, 403, "role_too_small"),
        ("POST", "/admin/keys/{none}/rotate", "", Rotation, "r", AcpHost.AdminKey, 404, "not_found"),
        ("POST", "/admin/keys/{id}/rotate", "", """{"reason":"x","overlapSeconds":-1}""", "r", AcpHost.AdminKey, 400, "invalid_value"),
        ("POST", "/admin/keys/{id}/rotate", "", """{"reason":"x","overlapSeconds":2592001}""", "r", AcpHost.AdminKey, 400, "invalid_value"),
        ("POST", "/admin/keys/{id}/rotate", "", Rotation, "r", AcpHost.AdminKey, 201, null),
        ("POST", "/admin/keys/{id}/rotate", "", Rotation, "r", AcpHost.AdminKey, 200, null),
        ("POST", "/admin/keys/{id}/rotate", "", """{"reason":"it is autumn"}""", "r", AcpHost.AdminKey, 422, "idempotency_conflict"),
        ("POST", "/admin/keys/{id}/rotate", "", Rotation, "other", AcpHost.AdminKey, 409, "key_rotated"),
        ("POST", "/admin/keys/{id}/revoke", "", Revocation, "", null, 401, "unauthorized"),
        ("POST", "/admin/keys/{id}/revoke", "", Revocation, "", AcpHost.SupportKey, 403, "role_too_small"),
        ("POST", "/admin/keys/{none}/revoke", "", Revocation, "", AcpHost.AdminKey, 404, "not_found"),
        ("POST", "/admin/keys/{id}/revoke", "", "{}", "", AcpHost.AdminKey, 400, "missing_field"),
        ("POST", "/admin/keys/{id}/revoke", "", Revocation, "", AcpHost.AdminKey, 200, null),
        ("POST", "/admin/keys/{id}/revoke", "", Revocation, "", AcpHost.AdminKey, 200, null),
        ("POST", "/admin/keys", "", OfPlatform, "m", AcpHost.AdminKey, 409, "key_made_before"),
    ];

    /// <summary>What this story reaches of what is documented.</summary>
    internal static IEnumerable<string> Reached => Story.Select(step => $"{step.Method} {Documented(step.Path)} {step.Status}")
        .Concat(Bodies.SelectMany(path => new[] { $"POST {path} 413", $"POST {path} 415" }))
        .Concat(All.Select(step => $"{step.Method} {step.Path} 503"));

    private static IEnumerable<(string Method, string Path, string? Body)> All =>
        Story.GroupBy(step => (step.Method, Path: Documented(step.Path))).Select(steps => (steps.Key.Method, steps.Key.Path, steps.First().Body));

    private static string[] Bodies => ["/admin/keys", "/admin/keys/{id}/rotate", "/admin/keys/{id}/revoke"];

    [Fact]
    public async Task Each_step_has_its_answer()
    {
        string? id = null;
        foreach (var step in Story)
        {
            var (status, body) = await Send(step.Method, step.Path.Replace("{id}", id, StringComparison.Ordinal) + step.Query, step.Body, step.Key, step.Once);
            Assert.True((step.Status, step.Code) == (status, status < 400 ? null : body.GetProperty("code").GetString()), $"{step}: {status} {body}");
            id ??= status == 201 ? body.GetProperty("id").GetString() : null;
        }

        var (_, shown) = await Send("GET", $"/admin/keys/{id}", null, AcpHost.ReadKey);
        Assert.Equal(("revoked", "admin:0", "blue"), (Text(shown, "status"), Text(shown, "revokedBy"), Text(shown, "label")));
        Assert.Equal(
            ["admin:0 key.made first key", "admin:0 key.drawn_anew first key", "admin:0 key.rotated it is spring", "admin:0 key.revoked it was in a chat"],
            shown.GetProperty("timeline").EnumerateArray().Select(entry => $"{Text(entry, "by")} {Text(entry, "event")} {Text(entry.GetProperty("detail"), "reason")}"));
    }

    [Fact]
    public async Task A_key_opens_what_it_was_made_for_and_nothing_else()
    {
        var (_, platform) = await Send("POST", "/admin/keys", OfPlatform, AcpHost.AdminKey, "p");
        var (_, support) = await Send("POST", "/admin/keys", OfOperator, AcpHost.AdminKey, "s");

        Assert.Equal(200, await Buy(Text(platform, "key")));
        Assert.Equal("one", host.Session.Calls.Last().Caller.Platform);
        Assert.Equal(401, await Buy(Text(support, "key")));
        Assert.Equal(200, (await Send("GET", "/admin/keys", null, Text(support, "key"))).Status);
        Assert.Equal(403, (await Send("POST", "/admin/keys", OfPlatform, Text(support, "key"), "x")).Status);
        Assert.Equal(401, (await Send("GET", "/admin/keys", null, Text(platform, "key"))).Status);
    }

    /// <summary>Its keys are in the store still; it is not in the configuration any more.</summary>
    [Fact]
    public async Task A_platform_that_is_taken_out_takes_its_keys_along()
    {
        var keys = new AccessKeys(host.Merchants, host.Merchants, new RandomSecrets(), new RandomIds(TimeProvider.System), TimeProvider.System);
        var wish = new AccessKeyWish(AccessKeyKind.Platform, "one", Role: null, "", ExpiresAt: null);
        var here = Assert.IsType<AccessKeyAnswer.Made>(await keys.Make(wish, new AccessKeyCall("ann", "a reason", "1", "")));
        var gone = Assert.IsType<AccessKeyAnswer.Made>(await keys.Make(wish with { Owner = "gone" }, new AccessKeyCall("ann", "a reason", "2", "")));

        Assert.Equal((200, 401), (await Buy(here.Text.Reveal()), await Buy(gone.Text.Reveal())));
    }

    /// <summary>The reply is the only place where the key ever stood: whoever did not get it asks again.</summary>
    [Fact]
    public async Task Where_the_reply_was_lost_the_repeat_tells_a_key_and_the_lost_one_opens_nothing()
    {
        var (_, lost) = await Send("POST", "/admin/keys", OfPlatform, AcpHost.AdminKey, "once");
        var (status, told) = await Send("POST", "/admin/keys", OfPlatform, AcpHost.AdminKey, "once");

        Assert.Equal((200, Text(lost, "id")), (status, Text(told, "id")));
        Assert.Equal((401, 200), (await Buy(Text(lost, "key")), await Buy(Text(told, "key"))));
        Assert.Single((await Send("GET", "/admin/keys", null, AcpHost.ReadKey)).Body.GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task A_rotated_key_goes_on_beside_its_successor_and_a_revoked_one_ends_at_once()
    {
        var (_, old) = await Send("POST", "/admin/keys", OfPlatform, AcpHost.AdminKey, "p");
        var (_, next) = await Send("POST", $"/admin/keys/{Text(old, "id")}/rotate", Rotation, AcpHost.AdminKey, "r");

        Assert.Equal((200, 200), (await Buy(Text(old, "key")), await Buy(Text(next, "key"))));
        await Send("POST", $"/admin/keys/{Text(old, "id")}/revoke", Revocation, AcpHost.AdminKey);
        Assert.Equal((401, 200), (await Buy(Text(old, "key")), await Buy(Text(next, "key"))));
        var (_, atOnce) = await Send("POST", $"/admin/keys/{Text(next, "id")}/rotate", """{"reason":"leaked","overlapSeconds":0}""", AcpHost.AdminKey, "r2");
        Assert.Equal((401, 200), (await Buy(Text(next, "key")), await Buy(Text(atOnce, "key"))));
    }

    /// <summary>Whoever tries keys learns nothing from how they are turned away.</summary>
    [Fact]
    public async Task Wrong_unknown_and_revoked_keys_are_turned_away_with_the_same_words()
    {
        var (_, made) = await Send("POST", "/admin/keys", OfPlatform, AcpHost.AdminKey, "p");
        var (_, revoked) = await Send("POST", "/admin/keys", OfPlatform, AcpHost.AdminKey, "q");
        await Send("POST", $"/admin/keys/{Text(revoked, "id")}/revoke", Revocation, AcpHost.AdminKey);
        var key = Text(made, "key");

        var replies = new List<string>();
        foreach (var wrong in new[] { "nonsense_but_long_enough", key[..^1] + (key[^1] == '0' ? '1' : '0'), Text(revoked, "key"), AcpHost.AdminKey })
        {
            using var request = AcpHost.Get("/checkout_sessions/cs_1");
            request.Headers.Authorization = new("Bearer", wrong);
            using var answer = await host.Client.SendAsync(request);
            replies.Add($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        Assert.Single(replies.Distinct());
    }

    [Fact]
    public async Task Neither_the_store_nor_the_log_nor_a_later_reply_holds_a_key()
    {
        var (_, made) = await Send("POST", "/admin/keys", OfPlatform, AcpHost.AdminKey, "p");
        await Buy(Text(made, "key"));

        var (_, shown) = await Send("GET", $"/admin/keys/{Text(made, "id")}", null, AcpHost.ReadKey);
        var stored = await host.Merchants.Load($"key/{Text(made, "id")}");
        var secret = Text(made, "key").Split('_')[^1][..64];
        Assert.All(new[] { shown.ToString(), Encoding.UTF8.GetString(stored!.State.Span), host.Logs.All }, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bodies_that_are_none_are_refused_and_a_store_that_is_away_changes_nothing()
    {
        foreach (var path in Bodies)
        {
            Assert.Equal(413, (await Send("POST", path, new string(' ', 20_000), AcpHost.AdminKey, "x")).Status);
            Assert.Equal(415, (await Send("POST", path, "{}", AcpHost.AdminKey, "x", "text/plain")).Status);
        }

        host.Merchants.IsAway = true;
        foreach (var (method, path, body) in All)
        {
            Assert.Equal(503, (await Send(method, path, body, AcpHost.AdminKey, "x")).Status);
        }
    }

    private static string Documented(string path) => path.Replace("{none}", "{id}", StringComparison.Ordinal);

    private static string Text(JsonElement body, string member) => body.GetProperty(member).GetString()!;

    private async Task<int> Buy(string key)
    {
        host.Session.Answer = () => Sessions.Replied(Sessions.Completed());
        var request = AcpHost.Post("/checkout_sessions/cs_1/complete", """{"shared_payment_granted_token":"tok_1"}""");
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await host.Client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private async Task<(int Status, JsonElement Body)> Send(string method, string path, string? body, string? key, string once = "", string type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{none}", "00000000000000000000").Replace("{id}", "x1"));
        request.Headers.TryAddWithoutValidation("Authorization", key is null ? null : $"Bearer {key}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", once.Length == 0 ? null : once);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        using var answer = await host.Operator.SendAsync(request);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone());
    }
}
