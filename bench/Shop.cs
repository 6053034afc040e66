namespace Acp.Bench;

/// <summary>What every contender sells, to whom, and how it is asked.</summary>
internal static class Shop
{
    public const string ApiVersion = "2026-04-17";
    public const string Platform = "bench";
    public const string PlatformKey = "bench_platform_key_01";
    public const string AdminKey = "bench_admin_key_0001";
    public const string Item = "item_bench";
    public const string Token = "tok_bench";

    /// <summary>More than a run can sell.</summary>
    public const int Stock = 90_000_000;

    /// <summary>One product without shipping whose stock is tracked, so that each checkout holds some.</summary>
    public static string Catalog { get; } = $$"""
        {
          "products": [
            {
              "id": "{{Item}}", "name": "Distributed Checkout, as an e-book", "kind": "digital",
              "prices": { "usd": 1900 }, "stock": {{Stock}}, "tax_category": "books", "max_per_order": 5
            }
          ],
          "shipping": [],
          "taxes": [{ "country": "US", "state": "CA", "rate_ppm": 72500, "categories": { "books": 72500 }, "shipping_taxed": false }],
          "discounts": []
        }
        """;

    public static string CreateBody { get; } = $$$"""{"currency":"usd","line_items":[{"id":"{{{Item}}}","quantity":1}],"capabilities":{}}""";

    public const string CompleteBody =
        """{"payment_data":{"handler_id":"card_tokenized","instrument":{"type":"card","credential":{"type":"spt","token":""" + $"\"{Token}\"" + "}}}}";

    /// <summary>As a gateway's configuration has it.</summary>
    public static Dictionary<string, string?> Settings(string catalogPath) => new()
    {
        ["Platforms:0:Name"] = Platform,
        ["Platforms:0:ApiKeys:0"] = PlatformKey,
        ["Admin:Keys:0"] = AdminKey,
        ["Merchant:Name"] = "Bench Shop",
        ["Merchant:PublicUrl"] = "http://localhost:5080",
        ["Merchant:MerchantId"] = "acct_bench",
        ["Merchant:Links:0:Type"] = "terms_of_use",
        ["Merchant:Links:0:Title"] = "Terms",
        ["Merchant:Links:0:Url"] = "http://localhost:5080/terms",
        ["Catalog:Path"] = catalogPath,
        ["FakeStripe:JournalPath"] = "",
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
    };
}
