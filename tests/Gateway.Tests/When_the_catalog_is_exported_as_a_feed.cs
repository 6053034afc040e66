using System.Collections.Concurrent;
using System.Text.Json;
using Acp.Gateway.Feed;
using Acp.Gateway.Tests.Witness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Acp.Gateway.Tests;

public sealed class When_the_catalog_is_exported_as_a_feed : IAsyncLifetime
{
    private const string Catalog = """
        {
          "products": [
            { "id": "mug", "name": "Mug <1>", "description": "Clay.", "kind": "physical", "prices": { "usd": 1500, "isk": 200000 }, "stock": 3, "images": ["https://shop.example/mug.jpg"] },
            { "id": "gone", "name": "Sold out", "kind": "physical", "prices": { "usd": 900 }, "stock": 0 },
            { "id": "book", "name": "E-book", "kind": "digital", "prices": { "eur": 700, "usd": 800 } }
          ]
        }
        """;

    private static readonly string SchemaFile = Path.Combine(SchemaWitness.Folder, "spec", "2026-04-17", "json-schema", "schema.feed.json");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-feed-");
    private readonly ConcurrentQueue<(string Method, string Path, string Authorization, string Body)> received = [];
    private readonly StringWriter told = new();
    private WebApplication platform = null!;
    private Func<HttpContext, Task> answer = http => http.Response.WriteAsync("""{"id":"feed_1","accepted":true}""");

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "catalog.json"), Catalog);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        platform = builder.Build();
        platform.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            received.Enqueue((http.Request.Method, http.Request.Path, http.Request.Headers.Authorization.ToString(), await reader.ReadToEndAsync()));
            await answer(http);
        });
        await platform.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        await told.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("usd")]
    [InlineData("eur")]
    [InlineData("isk")]
    public async Task It_fits_the_schema(string currency)
    {
        Assert.SkipUnless(File.Exists(SchemaFile), $"The protocol's schemas are not at {SchemaFile}; set ACP_SPEC_DIR.");

        var feed = await Printed("--currency", currency);

        Assert.Empty(new JsonSchema(JsonDocument.Parse(await File.ReadAllBytesAsync(SchemaFile)).RootElement).Validate("ProductsResponse", feed));
    }

    [Fact]
    public async Task Each_product_has_one_variant_with_its_price_and_whether_it_can_be_bought()
    {
        var products = (await Printed()).GetProperty("products");

        Assert.Equal(
            [("mug", 1500, true, "in_stock"), ("gone", 900, false, "out_of_stock"), ("book", 800, true, "in_stock")],
            products.EnumerateArray().Select(product => product.GetProperty("variants").EnumerateArray().Single()).Select(variant => (
                variant.GetProperty("id").GetString()!,
                variant.GetProperty("price").GetProperty("amount").GetInt32(),
                variant.GetProperty("availability").GetProperty("available").GetBoolean(),
                variant.GetProperty("availability").GetProperty("status").GetString()!)));
        Assert.Equal(
            """{"id":"mug","title":"Mug <1>","description":{"plain":"Clay."},"media":[{"type":"image","url":"https://shop.example/mug.jpg"}],"price":{"amount":1500,"currency":"USD"},"availability":{"available":true,"status":"in_stock"},"seller":{"name":"Test Shop","links":[{"type":"return_policy","url":"https://shop.example/returns"}]}}""",
            products[0].GetProperty("variants")[0].GetRawText());
    }

    [Fact]
    public async Task Amounts_are_in_the_minor_units_of_ISO_4217_where_the_processors_are_others()
    {
        var mug = Assert.Single((await Printed("--currency", "isk")).GetProperty("products").EnumerateArray());

        Assert.Equal("""{"amount":2000,"currency":"ISK"}""", mug.GetProperty("variants")[0].GetProperty("price").GetRawText());
        Assert.Contains("2 products have no price in isk and are not in the feed.", told.ToString());
    }

    [Fact]
    public async Task A_file_for_full_replacement_has_a_product_a_line()
    {
        var file = Path.Combine(folder.FullName, "products.jsonl");

        Assert.Equal((0, ""), await Run("--out", file));

        Assert.Equal(["mug", "gone", "book"], (await File.ReadAllLinesAsync(file)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_platform_is_sent_it_with_its_key()
    {
        Assert.Equal((0, ""), await Run("--push", Feed, "--Feed:ApiKey", "key_of_the_platform"));

        var (method, path, authorization, body) = Assert.Single(received);
        Assert.Equal(("PATCH", "/feeds/feed_1/products", "Bearer key_of_the_platform"), (method, path, authorization));
        Assert.Equal((await Printed()).GetRawText(), body);
        Assert.Contains("3 of 3 products were accepted.", told.ToString());
    }

    [Fact]
    public async Task A_platform_that_is_busy_is_asked_again()
    {
        var answered = answer;
        answer = http => received.Count > 1 ? answered(http) : Fail(http, 503);

        Assert.Equal((0, ""), await Run("--push", Feed));

        Assert.Equal(2, received.Count);
    }

    [Theory]
    [InlineData(400, "the platform answered 400")]
    [InlineData(302, "the platform answered 302")]
    [InlineData(200, "the platform did not accept them")]
    public async Task What_is_not_accepted_is_told(int status, string why)
    {
        answer = http =>
        {
            http.Response.Headers.Location = new Uri(new Uri(platform.Urls.First()), "/elsewhere").ToString();
            http.Response.StatusCode = status;
            return http.Response.WriteAsync("""{"id":"feed_1","accepted":false}""");
        };

        Assert.Equal((1, ""), await Run("--push", Feed));

        Assert.Contains($"0 of 3 products were accepted; {why}.", told.ToString());
        Assert.Single(received);
    }

    [Theory]
    [InlineData("--currency", "gbp", "currency: nothing in the catalog is sold in gbp; it sells in eur, isk, usd.")]
    [InlineData("--push", "http://agent.example/feeds/1", "push must be the https address of a feed")]
    [InlineData("--MerchantSystems:Catalog:Url", "https://shop.example/ask", "MerchantSystems:")]
    [InlineData("--Catalog:Path", "nowhere.json", "Catalog:Path")]
    public async Task Where_there_can_be_no_feed_it_says_why_and_prints_none(string option, string value, string why)
    {
        Assert.Equal((1, ""), await Run(option, value));

        Assert.Contains(why, told.ToString());
    }

    private string Feed => new Uri(new Uri(platform.Urls.First()), "/feeds/feed_1").ToString();

    private static Task Fail(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private async Task<JsonElement> Printed(params string[] args)
    {
        var (code, text) = await Run(args);
        Assert.Equal((0, ""), (code, code == 0 ? "" : told.ToString()));
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<(int Code, string Output)> Run(params string[] args)
    {
        using var output = new MemoryStream();
        var code = await FeedCommand.Run(["feed", .. Settings(), .. args], output, told);
        return (code, System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    private string[] Settings() =>
    [
        "--Catalog:Path", Path.Combine(folder.FullName, "catalog.json"), "--Store", "memory:",
        "--Merchant:Name", "Test Shop", "--Merchant:Links:0:Type", "return_policy", "--Merchant:Links:0:Url", "https://shop.example/returns",
    ];
}
