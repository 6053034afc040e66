using System.Globalization;
using System.Net;
using System.Text.Json;
using Acp.Gateway.Admin.Listing;
using Acp.Gateway.Admin.Tokens;
using Acp.Gateway.Tests.Host;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Gateway.Tests;

public sealed class When_tokens_are_listed : IAsyncLifetime
{
    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    public static TheoryData<string, TokenFilter> Filters => new()
    {
        { "", new() },
        { "status=active", new() { Status = SharedPaymentTokenStatus.Active } },
        { "status=REVOKED&origin=granted", new() { Status = SharedPaymentTokenStatus.Revoked, Origin = TokenOrigin.Granted } },
        { "platform=one&merchant=Shop.Example&session=cs_1", new() { Platform = "one", Merchant = "shop.example", Session = "cs_1" } },
        { "currency=USD", new() { Currency = "usd" } },
        { "amountFrom=0&amountTo=4999", new() { AmountFrom = 0, AmountTo = 4_999 } },
        { "createdFrom=1795867200&createdTo=2026-11-28T14:00:00.5%2B02:00", new() { CreatedFrom = DateTimeOffset.FromUnixTimeSeconds(1_795_867_200), CreatedTo = new(2026, 11, 28, 12, 0, 0, 500, TimeSpan.Zero) } },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Every_filter_reaches_the_inventory(string query, TokenFilter filter)
    {
        using var answer = await Get(query);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var asked = Assert.Single(host.Inventory.Asked);
        Assert.Equal((filter, null, 51), (asked.Filter, asked.After, asked.Limit));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(6, 1)]
    [InlineData(200, 1)]
    public async Task Following_the_cursors_shows_each_token_once(int limit, int pages)
    {
        host.Inventory.Rows = SomeTokens.Rows(5);
        var (seen, asked, cursor) = (new List<string>(), 0, (string?)"");

        while (cursor is not null)
        {
            using var answer = await Get($"limit={limit}&status=used{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            var page = await Body(answer);
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(token => token.GetProperty("id").GetString()!));
            (asked, cursor) = (asked + 1, page.GetProperty("nextCursor").GetString());
        }

        Assert.Equal(["spt_1", "spt_2", "spt_3", "spt_4", "spt_5"], seen);
        Assert.Equal(pages, asked);
        Assert.All(host.Inventory.Asked.Skip(1), it => Assert.Equal(SomeTokens.Rows(5).Single(row => row.Id == it.After!.Id).CreatedAt, it.After!.CreatedAt));
    }

    [Fact]
    public async Task A_cursor_with_any_character_changed_is_refused()
    {
        var cursor = await CursorOf("limit=2");

        for (var i = 0; i < cursor.Length - 1; i++)
        {
            var changed = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            Assert.Equal("cursor", (await Refused($"limit=2&cursor={changed}")).Param);
        }
    }

    [Fact]
    public async Task A_cursor_of_another_filter_or_another_list_is_refused_and_of_another_page_size_is_not()
    {
        var cursor = await CursorOf("limit=2&currency=usd");

        Assert.Equal("cursor", (await Refused($"limit=2&currency=eur&cursor={cursor}")).Param);
        Assert.Equal("cursor", (await Refused($"limit=2&cursor={cursor}")).Param);
        using var events = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, $"/admin/events?cursor={cursor}"));
        Assert.Equal(HttpStatusCode.BadRequest, events.StatusCode);
        using var smaller = await Get($"limit=1&currency=USD&cursor={cursor}");
        Assert.Equal(HttpStatusCode.OK, smaller.StatusCode);
    }

    /// <summary>Its digest is no secret: whoever may list can write a cursor.</summary>
    [Theory]
    [InlineData("nowhere")]
    [InlineData("noon spt_1")]
    [InlineData("-1 spt_1")]
    [InlineData("1795867200000 ")]
    [InlineData("9223372036854775807 spt_1")]
    [InlineData("9223372036854775808 spt_1")]
    public async Task A_cursor_that_names_no_place_is_refused(string place)
    {
        var cursor = Cursor.Write(TokenQuery.Canonical(new TokenFilter()), place);

        Assert.Equal("cursor", (await Refused($"cursor={cursor}")).Param);
        Assert.Empty(host.Inventory.Asked);
    }

    [Fact]
    public async Task What_a_query_cannot_say_is_refused_and_nobody_is_asked()
    {
        foreach (var row in BadQueries.All)
        {
            Assert.Equal(row.Answer, await Refused(row.Query, row.Path));
        }

        Assert.Empty(host.Inventory.Asked);
        Assert.Empty(host.Inventory.AskedStates);
    }

    [Fact]
    public void The_documentation_shows_the_same_rows() => Assert.Equal(
        BadQueries.All.Select(row => row.Row),
        File.ReadAllLines(Path.Combine(Repository.Root, "docs", "bad-input.md")).Where(line => line.StartsWith("| query |", StringComparison.Ordinal)));

    [Fact]
    public async Task The_overview_is_what_the_inventory_counts()
    {
        var hour = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH", CultureInfo.InvariantCulture);
        host.Inventory.Count = new(
            new Dictionary<string, long>
            {
                ["tokens/issued/status/ACTIVE/usd/count"] = 3, ["tokens/issued/status/ACTIVE/usd/amount"] = 300,
                ["tokens/issued/status/USED/usd/count"] = 1, ["tokens/issued/status/USED/usd/amount"] = 100, ["tokens/issued/captured/usd"] = 90,
                ["tokens/granted/status/ACTIVE/-/count"] = 7, [$"tokens/issued/hour/{hour}/issued"] = 4,
                ["tokens/issued/use_seconds/sum"] = 12, ["tokens/issued/use_seconds/le_30"] = 1,
            },
            [new(TokenOrigin.Issued, "usd", 1, 100)]);

        using var answer = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/spt/stats/overview", key: AcpHost.ReadKey));

        var issued = (await Body(answer)).GetProperty("issued");
        Assert.Equal("""{"ACTIVE":2,"USED":1,"EXPIRED":1,"REVOKED":0}""", issued.GetProperty("states").GetRawText());
        Assert.Equal("""{"currency":"usd","limits":{"ACTIVE":200,"USED":100,"EXPIRED":100,"REVOKED":0},"captured":90}""", Assert.Single(issued.GetProperty("currencies").EnumerateArray()).GetRawText());
        Assert.Equal((0.5, 12), (issued.GetProperty("conversion").GetDouble(), issued.GetProperty("timeToUse").GetProperty("meanSeconds").GetDouble()));
        Assert.Equal(9, (await Body(answer)).GetProperty("all").GetProperty("states").GetProperty("ACTIVE").GetInt32());
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_a_503()
    {
        host.Inventory.Answers = _ => throw new StoreUnavailableException();

        using var answer = await Get("");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_token_is_shown_with_all_that_is_known_and_all_that_happened(bool bare)
    {
        host.Grains.Token.View = bare ? SomeTokens.Bare() : SomeTokens.View();
        await host.Store.Commit(new Unit(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch)
        {
            Audit = [new(SharedPaymentToken.KeyOf("spt_1"), DateTimeOffset.UnixEpoch, "ann", "token.revoked", """{"reason":"shopper called"}""")],
        });

        using var answer = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/spt/spt_1", key: AcpHost.ReadKey));

        var token = await Body(answer);
        Assert.Equal(bare ? "ACTIVE" : "REVOKED", token.GetProperty("status").GetString());
        Assert.Equal(bare ? JsonValueKind.Null : JsonValueKind.Object, token.GetProperty("risk").ValueKind);
        var entry = Assert.Single(token.GetProperty("timeline").EnumerateArray());
        Assert.Equal(("ann", "shopper called"), (entry.GetProperty("by").GetString(), entry.GetProperty("detail").GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("spt_unknown")]
    [InlineData("spt%201")]
    [InlineData("%7F")]
    public async Task A_token_that_is_not_there_is_not_found(string id)
    {
        using var answer = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, $"/admin/spt/{id}"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private Task<HttpResponseMessage> Get(string query, string path = "/admin/spt") =>
        host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, $"{path}?{query}", key: AcpHost.ReadKey));

    private async Task<ErrorBody> Refused(string query, string path = "/admin/spt")
    {
        using var answer = await Get(query, path);
        return await ErrorBody.Of(answer);
    }

    private async Task<string> CursorOf(string query)
    {
        host.Inventory.Rows = SomeTokens.Rows(3);
        using var answer = await Get(query);
        return (await Body(answer)).GetProperty("nextCursor").GetString()!;
    }

    private static async Task<JsonElement> Body(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;
}
