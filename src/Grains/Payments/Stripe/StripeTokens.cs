using System.Buffers;
using System.Text;
using System.Text.Json;
using static Acp.Payments.Stripe.StripeJson;

namespace Acp.Payments.Stripe;

/// <summary>Reads tokens, as their seller and as their issuer sees them.</summary>
internal static class StripeTokens
{
    public const string Granted = "shared_payment.granted_token";
    public const string Issued = "shared_payment.issued_token";

    // Kept with the token for as long as the token is.
    private const int LongestAside = 4096;

    public static StripeGrantedToken ReadGranted(JsonElement token) =>
        new(Id(token), Facts(token), CapturedBy(token) is not null);

    public static IssuedFacts ReadIssued(JsonElement token) => new(
        Id(token),
        Facts(token),
        Instant(Whole(token, "created") ?? 0, "created"),
        Aside(Member(token, "next_action")),
        Text(Member(token, "shared_metadata"), IssueBody.Issue));

    private static TokenFacts Facts(JsonElement token)
    {
        var limits = Member(token, "usage_limits");
        var most = Whole(limits, "max_amount");
        var captured = CapturedBy(token) ?? 0;
        return new(
            Text(limits, "currency"),
            most is { } limit ? checked(limit - captured) : null,
            Whole(limits, "expires_at") is { } expiry ? Instant(expiry, "expires_at") : null,
            Deactivation(token),
            captured)
        {
            Limit = most,
            IsExact = Text(Member(token, "shared_metadata"), IssueBody.Amount) == IssueBody.Exact,
            Agent = Text(Member(token, "agent_details"), "network_business_profile"),
            Risk = Aside(Member(Member(token, "risk_details"), "insights")),
        };
    }

    private static string Id(JsonElement token) => Text(token, "id") ?? throw Unreadable("id");

    private static long? CapturedBy(JsonElement token) => Whole(Member(Member(token, "usage_details"), "amount_captured"), "value");

    private static TokenDeactivation? Deactivation(JsonElement token) => Text(token, "deactivated_reason") switch
    {
        "consumed" => TokenDeactivation.Consumed,
        "expired" => TokenDeactivation.Expired,
        "revoked" => TokenDeactivation.Revoked,
        { } => TokenDeactivation.Other,
        null => Whole(token, "deactivated_at") is null ? null : TokenDeactivation.Other,
    };

    /// <returns>The JSON without blanks; null where there is none, or too much to keep.</returns>
    private static string? Aside(JsonElement? json)
    {
        if (json is not { } it)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            it.WriteTo(writer);
        }

        return buffer.WrittenCount <= LongestAside ? Encoding.UTF8.GetString(buffer.WrittenSpan) : null;
    }
}
