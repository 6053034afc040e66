using System.Text.Json.Nodes;

namespace Acp.Conformance;

/// <summary>What has to be known of the shop that is asked. The defaults are the demo shop's.</summary>
internal sealed record ShopFacts
{
    public required Uri BaseUrl { get; init; }

    /// <summary>A platform's bearer key.</summary>
    public string Key { get; init; } = "demo_platform_key";

    /// <summary>A key of another platform; null leaves out what needs two.</summary>
    public string? OtherKey { get; init; }

    /// <summary>The key of a platform that must sign; null leaves signing out.</summary>
    public string? SignedKey { get; init; }

    /// <summary>What it signs with: a private key on P-256, as PEM.</summary>
    public string? SigningKey { get; init; }

    public string Currency { get; init; } = "usd";

    /// <summary>Something that has to be shipped.</summary>
    public string PhysicalItem { get; init; } = "item_stickers";

    /// <summary>Another thing that has to be shipped.</summary>
    public string SecondItem { get; init; } = "item_tee";

    /// <summary>Something that can be paid for at once.</summary>
    public string DigitalItem { get; init; } = "item_ebook";

    /// <summary>A code that takes something off.</summary>
    public string? DiscountCode { get; init; } = "WELCOME10";

    public string? ExpiredCode { get; init; } = "EXPIRED";

    /// <summary>Tokens that each use stands for a fresh one, and what the provider says to them.</summary>
    public string PayingToken { get; init; } = "tok_visa";

    public string DeclinedToken { get; init; } = "tok_decline";

    public string AuthenticatedToken { get; init; } = "tok_3ds";

    /// <summary>How tokens begin that are used up by a payment.</summary>
    public string SingleUsePrefix { get; init; } = "spt_conformance";

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>An address that the shop ships to.</summary>
    public static JsonObject Home() => new()
    {
        ["name"] = "Ada Lovelace",
        ["line_one"] = "1234 Chat Road",
        ["line_two"] = "",
        ["city"] = "San Francisco",
        ["state"] = "CA",
        ["country"] = "US",
        ["postal_code"] = "94131",
    };

    /// <summary>An address that no shop ships to.</summary>
    public static JsonObject Nowhere() => new()
    {
        ["name"] = "Ada Lovelace",
        ["line_one"] = "1 Ice Shelf",
        ["city"] = "McMurdo Station",
        ["state"] = "",
        ["country"] = "AQ",
        ["postal_code"] = "00000",
    };
}
