using System.Text.Json;
using static Acp.Payments.Stripe.StripeJson;

namespace Acp.Payments.Stripe;

/// <summary>Of an account, what sales depend on.</summary>
/// <param name="Due">Names of what Stripe wants to know and has not been told in time.</param>
internal sealed record AccountFacts(string Id, bool? ChargesEnabled, bool? PayoutsEnabled, bool? DetailsSubmitted, IReadOnlyList<string> Due)
{
    public const string Kind = "account";

    public static AccountFacts Read(JsonElement account) => new(
        Text(account, "id") ?? throw Unreadable("id"),
        Truth(account, "charges_enabled"),
        Truth(account, "payouts_enabled"),
        Truth(account, "details_submitted"),
        Member(account, "requirements") is { } requirements && requirements.TryGetProperty("past_due", out var due) && due.ValueKind is JsonValueKind.Array
            ? [.. due.EnumerateArray().Select(it => it.GetString()!)]
            : []);

    private static bool? Truth(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind is not JsonValueKind.Null ? member.GetBoolean() : null;
}

/// <summary>A webhook endpoint as it is registered. Its secret is told once, to whoever makes it, and is not in here.</summary>
internal sealed record EndpointFacts(string Id, string Url, bool IsEnabled, IReadOnlyList<string> Types)
{
    public const string Kind = "webhook_endpoint";

    private const string Every = "*";

    public static EndpointFacts Read(JsonElement endpoint) => new(
        Text(endpoint, "id") ?? throw Unreadable("id"),
        Text(endpoint, "url") ?? throw Unreadable("url"),
        Text(endpoint, "status") == "enabled",
        [.. endpoint.GetProperty("enabled_events").EnumerateArray().Select(type => type.GetString()!)]);

    public bool IsTold(string type) => Types.Contains(Every) || Types.Contains(type);

    public bool IsAt(Uri address) =>
        Uri.TryCreate(Url, UriKind.Absolute, out var own) && Uri.Compare(own, address, UriComponents.HttpRequestUrl, UriFormat.SafeUnescaped, StringComparison.Ordinal) == 0;
}
