using System.Text.Json;
using Acp.Pricing;
using Acp.Store;

namespace Acp.Gateway.Admin.Stories;

/// <summary>What an entry of an audit trail tells people. One that is not known here is told by its own name: nothing is left out.</summary>
internal static class StoryTexts
{
    public static IEnumerable<StoryEntry> Of(AuditEntry entry) => Of(entry, currency: null);

    /// <param name="currency">Of the session; null where it is not known.</param>
    /// <returns>What the entry took along, and then what it tells.</returns>
    public static IEnumerable<StoryEntry> Of(AuditEntry entry, string? currency)
    {
        using var json = JsonDocument.Parse(entry.Detail);
        var detail = json.RootElement;
        if (detail.ValueKind != JsonValueKind.Object)
        {
            return [new StoryEntry(entry.At, KindOf(entry.Event), Plain(entry.Event), entry.Actor, entry.Detail, StoryState.Ok)];
        }

        var (what, state) = OfSession(entry.Event, detail, currency) ?? Known(entry.Event, detail) ?? (Plain(entry.Event), StoryState.Ok);
        var told = new StoryEntry(entry.At, KindOf(entry.Event), what, entry.Actor, SeenTexts.Rest(entry, detail), state) { Request = SeenTexts.RequestIn(detail) };
        return [.. SeenTexts.Of(entry, detail), told];
    }

    private static (string What, StoryState State)? OfSession(string name, JsonElement detail, string? currency) => name switch
    {
        "session.created" => Ok($"The session was created; it costs {Total(detail, currency)}."),
        "session.updated" => Ok($"The cart or its details were changed; it costs {Total(detail, currency)}."),
        "session.repriced" => Warn($"The price has changed; it costs {Total(detail, currency)}."),
        _ => null,
    };

    private static (string What, StoryState State)? Known(string name, JsonElement detail) => name switch
    {
        "complete.repeated" when SeenTexts.RequestIn(detail) is { Joined: true } => Ok("A complete waited for the charge that ran, and was told of the same order."),
        "complete.repeated" => Ok("It was completed again: the same session was told, and nothing was charged."),
        _ when name.StartsWith("refused.", StringComparison.Ordinal) => Warn($"A request was refused: {Plain(name["refused.".Length..])}"),
        _ when name.StartsWith("contradiction.", StringComparison.Ordinal) && name != "contradiction.settled" => Bad("A contradiction was put before people."),
        "provider.stray_charge" => Bad($"A payment bears the session's name and is not its charge: {Text(detail, "intent")}."),
        "contradiction.settled" => Ok($"A person has dealt with a contradiction: {Text(detail, "reason")}."),
        "operator.resolve" => Ok($"A person had it resolved: {Text(detail, "reason")}."),
        "buyer.erased" => Ok("The buyer's data were erased; amounts, goods and ids stay."),
        "buyer.erasure_scheduled" => Warn($"The buyer's data are to be erased as soon as nothing stands in the way: {Text(detail, "because")}."),
        _ => OfPayment(name, detail) ?? OfOrder(name, detail),
    };

    private static (string What, StoryState State)? OfPayment(string name, JsonElement detail) => name switch
    {
        "payment.attempt_opened" => Ok($"Attempt {Text(detail, "attempt")} was written down and sent: {Sum(detail)}."),
        "payment.send_recorded" => Warn($"Attempt {Text(detail, "attempt")} is sent once more, under the same key ({Text(detail, "sends")} before)."),
        "payment.attempt_withdrawn" => Warn($"The provider did not carry out attempt {Text(detail, "attempt")}: nothing was taken."),
        "payment.left_waiting" => Warn($"Attempt {Text(detail, "attempt")} waits at the provider, payment {Text(detail, "intent")}."),
        "payment.charge_succeeded" => Ok($"Attempt {Text(detail, "attempt")} took {Sum(detail)}, payment {Text(detail, "intent")}."),
        "payment.charge_refused" => Warn($"Attempt {Text(detail, "attempt")} was refused: {Text(detail, "reason")}"),
        "payment.charge_found" => Warn($"A charge that the record had lost was found: {Sum(detail)}, payment {Text(detail, "intent")}."),
        "payment.found_uncharged" => Warn($"It is proven that attempt {Text(detail, "attempt")} took nothing and never will."),
        "payment.intent_canceled" => Ok($"The payment of attempt {Text(detail, "attempt")} was canceled at the provider."),
        "payment.completed_without_charge" => Ok("It was completed; there was nothing to charge."),
        "payment.session_closed" => Ok($"The session ended: {Text(detail, "reason")}."),
        "payment.page_requested" => Ok($"A page to pay was asked for, attempt {Text(detail, "attempt")}."),
        "payment.page_opened" => Ok($"The page to pay is open: {Text(detail, "page")}."),
        "payment.page_refused" => Warn($"The provider would not make a page: {Text(detail, "reason")}"),
        "payment.page_expired" => Ok("The page can no longer be paid."),
        "payment.page_not_opened" => Ok("It is proven that no page was made and none ever will be."),
        "page_refund.opened" => Bad($"A closed page was paid all the same: {Sum(detail)}, payment {Text(detail, "intent")}, are given back."),
        "page_refund.made" => Ok("What the closed page collected was given back."),
        "page_refund.failed" => Bad("What the closed page collected could not be given back."),
        _ => null,
    };

    private static (string What, StoryState State)? OfOrder(string name, JsonElement detail) => name switch
    {
        "order.held_for_review" => Warn($"The order is held for review: {Text(detail, "reason")}."),
        "order.refund_changed" => Text(detail, "status") == "failed"
            ? Bad($"Refund {Text(detail, "refund")} came to nothing.")
            : Ok($"Refund {Text(detail, "refund")} is {Text(detail, "status")}."),
        "order.dispute_changed" => Bad($"A dispute stands at {Text(detail, "status")}."),
        "delivery.dead" => Bad($"Message {Text(detail, "sequence")} was given up after {Text(detail, "tries")} tries."),
        "delivery.skipped" => Warn("Messages behind a dead letter were passed over: the newest tells all of it."),
        "delivery.redelivered" => Ok($"A person had it sent again: {Text(detail, "reason")}."),
        "token.reserved_by" => Ok("The token is held for an attempt."),
        "token.released_by" => Ok("The token was let go."),
        "token.used_by" => Ok("The token was used."),
        "token.revoked" => Warn("The token was revoked."),
        _ => null,
    };

    private static StoryKind KindOf(string name) => name[..Math.Max(0, name.IndexOf('.', StringComparison.Ordinal))] switch
    {
        "payment" when name.StartsWith("payment.page", StringComparison.Ordinal) => StoryKind.Page,
        "payment" => StoryKind.Payment,
        "page_refund" or "refund" => StoryKind.Refund,
        "order" when name.StartsWith("order.refund", StringComparison.Ordinal) => StoryKind.Refund,
        "order" or "dispute" => StoryKind.Order,
        "token" => StoryKind.Token,
        "delivery" => StoryKind.Message,
        "event" => StoryKind.Event,
        "operator" or "buyer" => StoryKind.Operator,
        "contradiction" or "provider" => StoryKind.Contradiction,
        _ => StoryKind.Session,
    };

    private static (string, StoryState) Ok(string what) => (what, StoryState.Ok);

    private static (string, StoryState) Warn(string what) => (what, StoryState.Warning);

    private static (string, StoryState) Bad(string what) => (what, StoryState.Error);

    // «session.intent_trace» as «Session: intent trace.», «TokenUsed» as «token used.»
    private static string Plain(string name)
    {
        var words = JsonNamingPolicy.SnakeCaseLower.ConvertName(name).Replace("._", ": ", StringComparison.Ordinal).Replace(".", ": ", StringComparison.Ordinal).Replace('_', ' ');
        return $"{char.ToUpperInvariant(words[0])}{words[1..]}.";
    }

    private static string Sum(JsonElement detail) => detail.TryGetProperty("amount", out var amount) && amount.TryGetInt64(out var minor) && detail.TryGetProperty("currency", out var currency)
        ? Currencies.Find(currency.GetString()!)?.Text(minor) ?? $"{minor} {currency}"
        : "an amount";

    private static string Total(JsonElement detail, string? currency) =>
        currency is not null && detail.TryGetProperty("total", out var total) && total.TryGetInt64(out var minor) && Currencies.Find(currency) is { } known
            ? known.Text(minor)
            : $"{Text(detail, "total")} minor units";

    private static string Text(JsonElement detail, string member) =>
        detail.ValueKind == JsonValueKind.Object && detail.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "unknown";
}
