using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Gateway.Admin.Events;
using Acp.Orders;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Gateway.Admin.Attention;

/// <summary>One of what waits for a person: by what it is found, since when, and what was tried.</summary>
internal static class AttentionItems
{
    private static readonly string OfOrder = OrderRecord.KeyOf(string.Empty);

    public static void WriteAttempt(Utf8JsonWriter json, MarkedState marked)
    {
        var session = StateCodec.Decode<CheckoutSession>(marked.State.Span);
        var attempt = session.OpenAttempt;
        json.WriteStartObject();
        WriteSession(json, session);
        json.WriteAmount("attempt", attempt?.Number);
        json.WriteString("providerKey", attempt?.ProviderKey);
        json.WriteString("rail", attempt is null ? null : Word(attempt.Rail));
        json.WriteAmount("sends", attempt?.Sends);
        json.WriteTime("lastSentAt", attempt?.NewestSendAt);
        json.WriteTime("since", marked.Since);
        json.WriteEndObject();
    }

    public static void WriteWaiting(Utf8JsonWriter json, MarkedState marked)
    {
        var session = StateCodec.Decode<CheckoutSession>(marked.State.Span);
        var waiting = session.Payment as Payment.Waiting;
        json.WriteStartObject();
        WriteSession(json, session);
        json.WriteAmount("attempt", waiting?.Attempt.Number);
        json.WriteString("waitingFor", waiting is null ? null : Word(waiting.For));
        json.WriteString("paymentIntent", waiting?.IntentId);
        json.WriteTime("since", marked.Since);
        json.WriteEndObject();
    }

    /// <summary>A page's is given back by its session, all others by their order.</summary>
    public static void WriteRefunds(Utf8JsonWriter json, MarkedState marked)
    {
        if (marked.Key.StartsWith(OfOrder, StringComparison.Ordinal))
        {
            WriteRefundsOf(json, StateCodec.Decode<OrderRecord>(marked.State.Span));
        }
        else
        {
            WriteRefundsOf(json, StateCodec.Decode<CheckoutSession>(marked.State.Span));
        }
    }

    public static void WriteDeadLetter(Utf8JsonWriter json, MarkedState marked)
    {
        var delivery = StateCodec.Decode<DeliveryRecord>(marked.State.Span);
        json.WriteStartObject();
        json.WriteString("endpoint", delivery.Endpoint);
        json.WriteString("order", delivery.Order);
        json.WriteNumber("sequence", delivery.Delivered + 1);
        json.WriteNumber("tries", delivery.Tries);
        json.WriteTime("since", marked.Since);
        json.WriteEndObject();
    }

    public static void WriteEvent(Utf8JsonWriter json, MarkedState marked)
    {
        var told = StateCodec.Decode<EventRecord>(marked.State.Span);
        json.WriteStartObject();
        json.WriteString("id", told.Facts.Id);
        json.WriteString("type", told.Facts.Type);
        json.WriteString("status", EventJson.Word(told.Status));
        json.WriteString("session", told.Facts.Session);
        json.WriteString("paymentIntent", told.Facts.Intent);
        json.WriteString("why", told.Why);
        json.WriteTime("since", marked.Since);
        json.WriteEndObject();
    }

    public static void WriteRevocation(Utf8JsonWriter json, MarkedState marked)
    {
        var token = StateCodec.Decode<TokenRecord>(marked.State.Span);
        json.WriteStartObject();
        json.WriteString("token", token.Id);
        json.WriteString("platform", token.Platform);
        json.WriteString("by", (token.State as SharedPaymentToken.Revoked)?.By);
        json.WriteString("reason", (token.State as SharedPaymentToken.Revoked)?.Reason);
        json.WriteTime("since", marked.Since);
        json.WriteEndObject();
    }

    public static string Word<T>(T word)
        where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());

    private static void WriteSession(Utf8JsonWriter json, CheckoutSession session)
    {
        json.WriteString("session", session.Id);
        json.WriteString("platform", session.Platform);
        json.WriteNumber("amount", session.OpenAttempt?.Amount ?? session.Quote.Total);
        json.WriteString("currency", session.Currency);
    }

    private static void WriteRefundsOf(Utf8JsonWriter json, OrderRecord order)
    {
        foreach (var refund in order.Money.Refunds)
        {
            if (refund.State is RefundState.Sending { Attempt: var attempt })
            {
                WriteRefund(json, new(order.Placed.SessionId, order.Placed.Id, refund.Id, attempt.ProviderKey, refund.Amount, order.Placed.Currency, attempt.Sends, attempt.FirstSentAt));
            }
        }
    }

    private static void WriteRefundsOf(Utf8JsonWriter json, CheckoutSession session)
    {
        foreach (var refund in session.PageRefunds.Where(refund => refund.State == PageRefundState.Open))
        {
            WriteRefund(json, new(session.Id, Order: null, Id: null, refund.ProviderKey, refund.Amount, refund.Currency, refund.Sends, refund.FirstSentAt));
        }
    }

    private static void WriteRefund(Utf8JsonWriter json, OpenRefund refund)
    {
        json.WriteStartObject();
        json.WriteString("session", refund.Session);
        json.WriteString("order", refund.Order);
        json.WriteString("refund", refund.Id);
        json.WriteString("providerKey", refund.ProviderKey);
        json.WriteNumber("amount", refund.Amount);
        json.WriteString("currency", refund.Currency);
        json.WriteNumber("sends", refund.Sends);
        json.WriteTime("since", refund.Since);
        json.WriteEndObject();
    }

    private sealed record OpenRefund(
        string Session, string? Order, string? Id, string ProviderKey, long Amount, string Currency, int Sends, DateTimeOffset Since);
}
