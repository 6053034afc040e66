using System.Globalization;

namespace Acp.Chaos.Deployment;

/// <summary>What the shop of the harness sells. All of it is digital: a session can be paid as soon as it is created.</summary>
internal static class Shop
{
    public const string ApiKey = "chaos_platform_key_1";

    /// <summary>Nobody counts it.</summary>
    public const string Endless = "item_endless";

    /// <summary>Counted, and enough for hours.</summary>
    public const string Counted = "item_counted";

    /// <summary>Sold out before long.</summary>
    public const string Scarce = "item_scarce";

    public static IReadOnlyDictionary<string, int> Stock { get; } = new Dictionary<string, int> { [Counted] = 90_000, [Scarce] = 150 };

    public static string Catalog => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "products": [
            { "id": "{{Endless}}", "name": "Endless", "kind": "digital", "prices": { "usd": 1900 } },
            { "id": "{{Counted}}", "name": "Counted", "kind": "digital", "prices": { "usd": 700 }, "stock": {{Stock[Counted]}}, "max_per_order": 100000 },
            { "id": "{{Scarce}}", "name": "Scarce", "kind": "digital", "prices": { "usd": 4300 }, "stock": {{Stock[Scarce]}}, "max_per_order": 100000 }
          ],
          "shipping": [],
          "taxes": []
        }
        """);
}
