using System.Text;

namespace Acp.Pricing.Tests;

public sealed class When_a_catalog_file_is_wrong
{
    private const string Good = """
        {
          "products": [
            {
              "id": "mug",
              "name": "Mug",
              "kind": "physical",
              "prices": { "usd": 1000 }
            }
          ],
          "shipping": [{ "id": "slow", "title": "Slow", "to": [{ "country": "US" }], "days": [3, 5], "prices": { "usd": 500 } }],
          "pickup": [
            {
              "id": "store", "title": "Store", "name": "Main", "type": "in_store", "ready_in_hours": 2, "kept_for_days": 7,
              "address": { "line_one": "1 Main", "city": "Town", "state": "NY", "country": "US", "postal_code": "10001" }, "prices": { "usd": 0 }
            }],
          "local_delivery": [
            { "id": "today", "title": "Today", "to": [{ "country": "US", "city": "Town" }], "window_hours": [2, 4], "prices": { "usd": 900 } }
          ],
          "taxes": [{ "country": "US", "rate_ppm": 50000, "shipping_taxed": false }],
          "discounts": [{ "code": "TEN", "title": "Ten", "percent_off_ppm": 100000 }]
        }
        """;

    [Fact]
    public void The_message_names_file_line_column_path_and_what_is_allowed() => Assert.Equal(
        "catalog.json:7:26: $.products[0].prices.usd: must be a whole number of minor units (1500 is 15.00 USD) from 0 to 99999999.",
        Problem("1000 }", "-1000 }"));

    [Theory]
    [InlineData("1000 }", "10.5 }", ":7:26: $.products[0].prices.usd: must be a whole number")]
    [InlineData("1000 }", "\"1000\" }", ":7:26: $.products[0].prices.usd: must be a whole number")]
    [InlineData("1000 }", "100000000 }", ":7:26: $.products[0].prices.usd: must be a whole number of minor units (1500 is 15.00 USD) from 0 to 99999999")]
    [InlineData("\"usd\": 1000", "\"USD\": 1000", ":7:19: $.products[0].prices.USD: must be in lower case: \"usd\"")]
    [InlineData("\"usd\": 1000", "\"xxx\": 1000", ":7:19: $.products[0].prices.xxx: is no currency")]
    [InlineData("\"usd\": 1000", "\"kwd\": 1005", ":7:26: $.products[0].prices.kwd: must be a multiple of 10")]
    [InlineData("\"usd\": 1000", "\"isk\": 1050", ":7:26: $.products[0].prices.isk: must be a multiple of 100")]
    [InlineData("{ \"usd\": 1000 }", "{}", ":7:17: $.products[0].prices: must name at least one currency")]
    [InlineData("\"usd\": 1000 }", "\"usd\": 1000, \"usd\": 1 }", ":7:32: $.products[0].prices.usd: is there twice; the first is on line 7")]
    [InlineData("\"name\": \"Mug\"", "\"nmae\": \"Mug\"", ":5:7: $.products[0].nmae: is not known here; did you mean \"name\"? Allowed are id, name, ")]
    [InlineData("\"name\": \"Mug\"", "\"weight\": 1, \"name\": \"Mug\"", ":5:7: $.products[0].weight: is not known here. Allowed are id, name, ")]
    [InlineData("\"name\": \"Mug\",", "", ":3:5: $.products[0]: \"name\" is missing")]
    [InlineData("\"Mug\"", "\"\"", ":5:15: $.products[0].name: must be a text")]
    [InlineData("\"mug\"", "\"a/b\"", ":4:13: $.products[0].id: must be 1 to 64 letters")]
    [InlineData("\"mug\"", "\"li_mug\"", ":4:13: $.products[0].id: must not begin with \"li_\"")]
    [InlineData("\"physical\"", "\"liquid\"", ":6:15: $.products[0].kind: must be \"physical\" or \"digital\"")]
    [InlineData("\"physical\"", "\"physical\", \"stock\": -1", "$.products[0].stock: must be a whole number of units from 0")]
    [InlineData("\"physical\"", "\"physical\", \"max_per_order\": 0", "$.products[0].max_per_order: must be a whole number of units from 1")]
    [InlineData("\"physical\"", "\"physical\", \"images\": [\"mug.jpg\"]", "$.products[0].images[0]: must be an address")]
    [InlineData("\"physical\"", "\"physical\", \"tax_category\": \"boks\"", "$.products[0].tax_category: \"boks\" has a rate in no tax rule. Known are standard")]
    [InlineData("\"products\"", "\"product\"", ":1:1: $: \"products\" is missing")]
    [InlineData("\"slow\"", "\"digital\"", "$.shipping[0].id: must not be \"digital\"")]
    [InlineData("\"US\" }]", "\"usa\" }]", "$.shipping[0].to[0].country: must be an ISO 3166 country code")]
    [InlineData("[{ \"country\": \"US\" }]", "[]", "$.shipping[0].to: must list at least one place")]
    [InlineData("\"US\" }]", "\"US\", \"states\": [] }]", "$.shipping[0].to[0].states: must list at least one state")]
    [InlineData("\"US\" }]", "\"US\", \"states\": [\"ca\"] }]", "$.shipping[0].to[0].states[0]: must be in capital letters")]
    [InlineData("[3, 5]", "[5, 3]", "$.shipping[0].days: must be two numbers")]
    [InlineData("[3, 5]", "3", "$.shipping[0].days: must be a list")]
    [InlineData("50000", "1000001", "$.taxes[0].rate_ppm: must be a whole number of millionths (72500 is 7.25 %) from 0 to 1000000")]
    [InlineData("50000", "0.05", "$.taxes[0].rate_ppm: must be a whole number")]
    [InlineData("50000", "50000, \"categories\": { \"food\": -1 }", "$.taxes[0].categories.food: must be a whole number")]
    [InlineData(", \"shipping_taxed\": false", "", ":19:13: $.taxes[0]: \"shipping_taxed\" is missing")]
    [InlineData("false }]", "false }, { \"country\": \"US\", \"rate_ppm\": 1, \"shipping_taxed\": true }]", "$.taxes[1]: repeats the place of the rule on line 19")]
    [InlineData("\"percent_off_ppm\": 100000", "\"combinable\": true", "$.discounts[0]: must have either")]
    [InlineData("\"percent_off_ppm\": 100000", "\"percent_off_ppm\": 1, \"amount_off\": { \"usd\": 1 }", "$.discounts[0]: must have either")]
    [InlineData("\"percent_off_ppm\": 100000", "\"amount_off\": { \"usd\": 0 }", "$.discounts[0].amount_off.usd: must be a whole number of minor units (1500 is 15.00 USD) from 1")]
    [InlineData("\"percent_off_ppm\": 100000", "\"percent_off_ppm\": 1000001", "$.discounts[0].percent_off_ppm: must be a whole number of millionths")]
    [InlineData("100000 }", "100000, \"combinable\": \"yes\" }", "$.discounts[0].combinable: must be true or false")]
    [InlineData("100000 }", "100000, \"ends_at\": \"2026-01-01T00:00:00\" }", "$.discounts[0].ends_at: must be a time with its offset")]
    [InlineData("100000 }", "100000, \"starts_at\": \"2026-01-02T00:00:00Z\", \"ends_at\": \"2026-01-01T00:00:00+00:00\" }", "$.discounts[0].ends_at: must be after \"starts_at\"")]
    [InlineData("100000 }", "100000 }, { \"code\": \"ten\", \"title\": \"Ten\", \"percent_off_ppm\": 1 }", "$.discounts[1]: repeats the code, which has no case, of the discount on line 20")]
    [InlineData("\"store\"", "\"digital\"", "$.pickup[0].id: must not be \"digital\"")]
    [InlineData("\"store\"", "\"slow\"", ":13:13: $.pickup[0].id: is the id of the option on line 10, too; ids are unique over shipping, pickup and local_delivery")]
    [InlineData("\"today\"", "\"store\"", ":17:13: $.local_delivery[0].id: is the id of the option on line 13, too")]
    [InlineData("\"in_store\"", "\"drone\"", "$.pickup[0].type: must be \"in_store\", \"curbside\" or \"locker\"")]
    [InlineData("\"ready_in_hours\": 2", "\"ready_in_hours\": -1", "$.pickup[0].ready_in_hours: must be a whole number of hours from 0 to 720")]
    [InlineData("\"ready_in_hours\": 2, ", "", "$.pickup[0]: \"ready_in_hours\" is missing")]
    [InlineData("\"kept_for_days\": 7", "\"kept_for_days\": 0", "$.pickup[0].kept_for_days: must be a whole number of days from 1 to 365")]
    [InlineData("\"state\": \"NY\"", "\"state\": \"ny\"", "$.pickup[0].address.state: must be in capital letters")]
    [InlineData("\"state\": \"NY\"", "\"state\": \"ZZ\"", "$.pickup[0].address.state: must have a state of US")]
    [InlineData("\"state\": \"NY\", ", "", "$.pickup[0].address: must have a state of US")]
    [InlineData("\"line_one\": \"1 Main\", ", "", "$.pickup[0].address: \"line_one\" is missing")]
    [InlineData("\"name\": \"Main\"", "\"name\": \"Main\", \"place\": 1", "$.pickup[0].place: is not known here")]
    [InlineData("\"name\": \"Main\"", "\"name\": \"Main\", \"to\": []", "$.pickup[0].to: must list at least one place")]
    [InlineData("\"city\": \"Town\" }]", "\"state\": \"NY\" }]", "$.local_delivery[0].to[0]: must name a \"city\" or \"postal_prefixes\"")]
    [InlineData("\"city\": \"Town\" }]", "\"postal_prefixes\": [] }]", "$.local_delivery[0].to[0]: must name a \"city\" or \"postal_prefixes\"")]
    [InlineData("\"city\": \"Town\" }]", "\"postal_prefixes\": [\"--\"] }]", "$.local_delivery[0].to[0].postal_prefixes[0]: must have at least one letter or digit")]
    [InlineData("[2, 4]", "[4, 4]", "$.local_delivery[0].window_hours: must be two numbers, the first hour and the last")]
    [InlineData("[2, 4]", "[2, 169]", "$.local_delivery[0].window_hours[1]: must be a whole number of hours from 0 to 168")]
    [InlineData("[2, 4]", "[2, 4], \"service_area\": { \"radius_miles\": 0 }", "$.local_delivery[0].service_area.radius_miles: must be a number of miles above 0")]
    [InlineData("[2, 4]", "[2, 4], \"service_area\": { \"radius\": 5 }", "$.local_delivery[0].service_area.radius: is not known here")]
    [InlineData("\"physical\"", "\"physical\", \"sku\": \"\"", "$.products[0].sku: must be a text of 1 to 100 characters")]
    [InlineData("\"physical\"", "\"physical\", \"disclosures\": [{ \"content_type\": \"html\", \"content\": \"x\" }]", "$.products[0].disclosures[0].content_type: must be \"plain\" or \"markdown\"")]
    [InlineData("\"physical\"", "\"physical\", \"disclosures\": [{ \"content_type\": \"plain\" }]", "$.products[0].disclosures[0]: \"content\" is missing")]
    [InlineData("\"physical\"", "\"physical\", \"disclosures\": [{ \"content_type\": \"markdown\", \"content\": \"ok\\n\\n<b>x</b>\" }]", ":6:84: $.products[0].disclosures[0].content: must be Markdown without HTML, and has \"<b>\" on its line 3")]
    public void Each_mistake_is_named_where_it_stands(string good, string bad, string message) =>
        Assert.Contains(message, Problem(good, bad), StringComparison.Ordinal);

    [Theory]
    [InlineData("{ \"products\": [\n  nonsense ] }", "catalog.json:2:4: $.products[0]: 'nonsense")]
    [InlineData("{ \"products\": [] ", "catalog.json:1:1")]
    [InlineData("", "catalog.json:1:1: $: ")]
    [InlineData("[]", "catalog.json:1:1: $: must be an object in braces")]
    [InlineData("{ \"products\": [] } {}", "catalog.json:1:20: $: ")]
    [InlineData("{ \"products\": [] }", "catalog.json:1:15: $.products: must list at least one product")]
    [InlineData("{ \"products\": {} }", "catalog.json:1:15: $.products: must be a list")]
    [InlineData("{ \"é\": 1, \"x y\": 2, \"products\": [{}] }", "catalog.json:1:11: $['x y']: is not known here")]
    [InlineData("{ \"products\": [\"\\ud800\"] }", "catalog.json:1:16: $.products[0]: holds half a \\u pair")]
    public void What_is_no_catalog_at_all_is_named_too(string text, string message) =>
        Assert.Contains(message, ProblemOf(text), StringComparison.Ordinal);

    [Fact]
    public void All_mistakes_are_told_at_once_in_the_files_order()
    {
        var lines = ProblemOf(Good.Replace("1000 }", "-1 }", StringComparison.Ordinal).Replace("\"mug\"", "\"\"", StringComparison.Ordinal)).Split('\n');

        Assert.Equal(["catalog.json:4:13", "catalog.json:7:26"], lines.Select(line => line[..17]));
    }

    [Fact]
    public void A_product_twice_is_named_with_the_line_of_the_first()
    {
        var twice = Good.Replace("    }\n  ],", "    },\n    { \"id\": \"mug\", \"name\": \"Other\", \"kind\": \"digital\", \"prices\": { \"usd\": 1 } }\n  ],", StringComparison.Ordinal);

        Assert.Equal("catalog.json:9:5: $.products[1]: repeats the id of the product on line 3.", ProblemOf(twice));
    }

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_no_mistakes()
    {
        var text = "\uFEFF// The shop\n" + Good.Replace("1000 }", "1000, /* cents */ }", StringComparison.Ordinal);

        Assert.Single(Shop.Parse(text).Products);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_named()
    {
        var error = Assert.Throws<CatalogInvalidException>(() => CatalogFile.Parse(new byte[] { (byte)'{', 0xFF }, "catalog.json"));

        Assert.Equal("catalog.json:1:1: $: The file must be UTF-8.", error.Message);
    }

    [Fact]
    public void The_demo_shop_is_a_catalog() => Assert.Equal(8, CatalogFile.Load("catalog.demo.json").Products.Count);

    private static string Problem(string good, string bad)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        return ProblemOf(Good.Replace(good, bad, StringComparison.Ordinal));
    }

    private static string ProblemOf(string text) => Assert.Throws<CatalogInvalidException>(
        () => CatalogFile.Parse(Encoding.UTF8.GetBytes(text), "catalog.json")).Message;
}
