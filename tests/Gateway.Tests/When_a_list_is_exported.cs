using System.Net;
using System.Text;
using System.Text.Json;
using Acp.Gateway.Tests.Host;
using Acp.Store;

namespace Acp.Gateway.Tests;

public sealed class When_a_list_is_exported : IAsyncLifetime
{
    private const string Header = "id,origin,status,platform,merchant,session,currency,amount,createdAt,expiresAt,endedAt";

    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Csv_has_a_header_and_a_line_for_each_token()
    {
        host.Inventory.Rows = [SomeTokens.Row(1), SomeTokens.Row(2) with { Platform = null, Merchant = null, Session = null, Currency = null, Amount = null, ExpiresAt = null, EndedAt = null }];

        using var answer = await Export("csv");

        Assert.Equal("text/csv; charset=utf-8; header=present", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment; filename=\"tokens.csv\"", answer.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal(
            $"{Header}\r\n"
            + "spt_1,issued,USED,one,shop.example,cs_1,usd,4999,2026-11-28T11:59:59.005Z,2026-11-28T12:05:00.005Z,2026-11-28T12:00:00.005Z\r\n"
            + "spt_2,issued,USED,,,,,,2026-11-28T11:59:58.005Z,,\r\n",
            await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\uff1d1", "\"'\uff1d1\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("a\r\nb", "\"a\r\nb\"")]
    [InlineData("plain-1", "plain-1")]
    public async Task No_text_becomes_a_formula_or_another_cell(string platform, string cell)
    {
        host.Inventory.Rows = [SomeTokens.Row(1) with { Platform = platform }];

        using var answer = await Export("csv");

        Assert.Contains($"\r\nspt_1,issued,USED,{cell},shop.example,", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_lines_hold_what_the_list_holds()
    {
        host.Inventory.Rows = SomeTokens.Rows(2);
        using var listed = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/spt"));

        using var answer = await Export("jsonl");

        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
        var list = JsonDocument.Parse(await listed.Content.ReadAsByteArrayAsync()).RootElement.GetProperty("data").EnumerateArray();
        Assert.Equal(list.Select(token => token.GetRawText()), lines);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(499, 1)]
    [InlineData(500, 2)]
    [InlineData(1_200, 3)]
    public async Task It_goes_on_page_by_page_at_one_moment_and_forgets_none(int tokens, int pages)
    {
        host.Inventory.Rows = SomeTokens.Rows(tokens);

        using var answer = await Export("csv", "&currency=usd");

        var ids = (await answer.Content.ReadAsStringAsync()).Split("\r\n")[1..^1].Select(line => line.Split(',')[0]);
        Assert.Equal(host.Inventory.Rows.Select(row => row.Id), ids);
        Assert.Equal(pages, host.Inventory.Asked.Count);
        Assert.All(host.Inventory.Asked, asked => Assert.Equal(("usd", 500, host.Inventory.Asked.First().Now), (asked.Filter.Currency, asked.Limit, asked.Now)));
    }

    [Fact]
    public async Task A_store_that_is_away_from_the_start_is_a_503()
    {
        host.Inventory.Answers = _ => throw new StoreUnavailableException();

        using var answer = await Export("csv");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("service_unavailable", (await ErrorBody.Of(answer)).Code);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task One_that_is_cut_off_does_not_look_whole(string format)
    {
        host.Inventory.Rows = SomeTokens.Rows(1_200);
        host.Inventory.Answers = page => page < 3 ? Task.CompletedTask : throw new StoreUnavailableException("secret_of_the_store");

        using var client = new HttpClient { BaseAddress = host.Address };
        using var answer = await client.SendAsync(Request(format), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsStringAsync());
        await Eventually.True(() => host.Logs.All.Contains("An export of tokens was cut off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_caller_hangs_up_no_more_is_read()
    {
        host.Inventory.Rows = SomeTokens.Rows(5_000);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Inventory.Answers = page => page == 1 ? Task.CompletedTask : goOn.Task;
        using var client = new HttpClient { BaseAddress = host.Address };
        var answer = await client.SendAsync(Request("csv"), HttpCompletionOption.ResponseHeadersRead);
        await Eventually.True(() => host.Inventory.Asked.Count == 2);

        answer.Dispose();
        await Eventually.True(() => host.Traffic.SomebodyHungUp);
        goOn.SetResult();

        await Eventually.True(() => host.Traffic.InFlight == 0);
        Assert.Equal(2, host.Inventory.Asked.Count);
        Assert.DoesNotContain("cut off", host.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_sent_while_it_is_read()
    {
        host.Inventory.Rows = SomeTokens.Rows(1_200);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Inventory.Answers = page => page == 1 ? Task.CompletedTask : goOn.Task;
        using var client = new HttpClient { BaseAddress = host.Address };
        using var answer = await client.SendAsync(Request("csv"), HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(), Encoding.UTF8);

        for (var line = 0; line <= 500; line++)
        {
            Assert.NotNull(await lines.ReadLineAsync());
        }

        goOn.SetResult();
        Assert.Equal(700, (await lines.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private Task<HttpResponseMessage> Export(string format, string filters = "") => host.Operator.SendAsync(Request(format, filters));

    private static HttpRequestMessage Request(string format, string filters = "") =>
        AcpHost.Admin(HttpMethod.Get, $"/admin/spt/export?format={format}{filters}", key: AcpHost.ReadKey);
}
