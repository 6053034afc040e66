using System.Text.Json;

namespace Acp.Payments.Stripe;

/// <summary>Reads Stripe's JSON. Unknown members and values are tolerated; a member of a wrong kind makes the whole unreadable.</summary>
internal static class StripeJson
{
    private static readonly string[] Lists = ["payment_intent", StripeAftermath.Refund, StripeAftermath.Dispute, PageAnswers.Kind, EndpointFacts.Kind];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <returns>Null where the bytes are not what Stripe sends.</returns>
    public static StripeBody? Read(ReadOnlyMemory<byte> bytes) => Read(bytes, Body);

    /// <returns>Null where the bytes are no JSON object, or not one that can be read so.</returns>
    public static T? Read<T>(ReadOnlyMemory<byte> bytes, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object ? read(document.RootElement) : null;
        }
        // The reader throws the others for members that are absent, and for numbers and strings that are well-formed JSON but no number or text of ours.
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <returns>Null where the member is absent or null.</returns>
    public static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } it
        && it.TryGetProperty(name, out var member)
        && member.ValueKind is not JsonValueKind.Null
            ? member.ValueKind is JsonValueKind.Object ? member : throw Unreadable(name)
            : null;

    /// <returns>An object's id, whether it is named or shown; null where there is none.</returns>
    public static string? Reference(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.Object ? Text(member, "id") : Text(parent, name);

    public static string? Text(JsonElement? parent, string name) =>
        parent is { } it && it.TryGetProperty(name, out var member) ? member.GetString() : null;

    private static StripeBody Body(JsonElement body) => new(
        Text(body, "object") == "payment_intent" ? Intent(body) : null,
        Text(body, "object") == StripeTokens.Granted ? StripeTokens.ReadGranted(body) : null,
        Text(body, "object") == StripeTokens.Issued ? StripeTokens.ReadIssued(body) : null,
        Text(body, "object") == "list" ? Intents(body) : null,
        Member(body, "error") is { } error ? Error(error) : null)
    {
        Refund = Text(body, "object") == StripeAftermath.Refund ? StripeAftermath.ReadRefund(body) : null,
        Refunds = Page(body, StripeAftermath.Refund, StripeAftermath.ReadRefund),
        Checkout = Text(body, "object") == PageAnswers.Kind ? PageAnswers.Read(body) : null,
        Checkouts = Page(body, PageAnswers.Kind, PageAnswers.Read),
        Disputes = Page(body, StripeAftermath.Dispute, StripeAftermath.ReadDispute),
        Account = Text(body, "object") == AccountFacts.Kind ? AccountFacts.Read(body) : null,
        Endpoints = Page(body, EndpointFacts.Kind, EndpointFacts.Read),
    };

    private static StripeIntent Intent(JsonElement intent)
    {
        var metadata = Member(intent, "metadata");
        return new(
            Text(intent, "id") ?? throw Unreadable("id"),
            Text(intent, "status") ?? throw Unreadable("status"),
            Whole(intent, "amount"),
            Text(intent, "currency"),
            Text(metadata, ChargeBody.Session),
            Text(metadata, ChargeBody.Attempt),
            Member(intent, "last_payment_error") is { } error ? Error(error) : null)
        {
            Received = Whole(intent, "amount_received"),
            Refunded = Refunded(intent),
            CreatedAt = Instant(Whole(intent, "created") ?? 0, "created"),
        };
    }

    // An id alone unless it was asked for.
    private static long Refunded(JsonElement intent) =>
        intent.TryGetProperty("latest_charge", out var charge) && charge.ValueKind is JsonValueKind.Object ? Whole(charge, "amount_refunded") ?? 0 : 0;

    private static StripeIntents? Intents(JsonElement list) =>
        Page(list, "payment_intent", Intent) is { } page ? new(page.Items, page.HasMore) : null;

    /// <returns>Null where it is no list, or one of something else. What is empty is a list of everything.</returns>
    private static StripePage<T>? Page<T>(JsonElement list, string kind, Func<JsonElement, T> read)
    {
        if (Text(list, "object") != "list")
        {
            return null;
        }

        // Without has_more nobody could say that the list was read to its end.
        var hasMore = list.GetProperty("has_more").GetBoolean();
        var items = list.GetProperty("data").EnumerateArray().ToList();
        if (items.Count > 0 && Text(items[0], "object") is not (null or "") and var first && first != kind && Lists.Contains(first))
        {
            return null;
        }

        return hasMore && items.Count == 0
            ? throw Unreadable("data")
            : new([.. items.Select(item => Text(item, "object") == kind ? read(item) : throw Unreadable("data"))], hasMore);
    }

    private static StripeError Error(JsonElement error) => new(
        Text(error, "type"),
        Text(error, "code"),
        Text(error, "decline_code"),
        Text(error, "param"),
        Text(error, "message"),
        Member(error, "payment_intent") is { } intent ? Intent(intent) : null);

    public static DateTimeOffset Instant(long seconds, string name)
    {
        try
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }
        catch (ArgumentOutOfRangeException outside)
        {
            throw new JsonException(name, outside);
        }
    }

    public static long? Whole(JsonElement? parent, string name) =>
        parent is { } it && it.TryGetProperty(name, out var member) && member.ValueKind is not JsonValueKind.Null
            ? member.GetInt64()
            : null;

    public static JsonException Unreadable(string name) => new($"Unreadable {name}.");
}
