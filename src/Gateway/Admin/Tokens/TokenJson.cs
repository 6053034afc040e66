using System.Text.Json;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Gateway.Admin.Tokens;

/// <summary>A token as the support desk sees it: the row of a list, and all that is known of one.</summary>
internal static class TokenJson
{
    public static string Word(SharedPaymentTokenStatus status) => status.ToString().ToUpperInvariant();

    public static string Word(TokenOrigin origin) => origin.ToString().ToLowerInvariant();

    public static string Word(AmountKind kind) => kind.ToString().ToLowerInvariant();

    public static void Write(Utf8JsonWriter json, TokenRow row)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Id);
        json.WriteString("origin", Word(row.Origin));
        json.WriteString("status", Word(row.Status));
        json.WriteString("platform", row.Platform);
        json.WriteString("merchant", row.Merchant);
        json.WriteString("session", row.Session);
        json.WriteString("currency", row.Currency);
        json.WriteAmount("amount", row.Amount);
        json.WriteTime("createdAt", row.CreatedAt);
        json.WriteTime("expiresAt", row.ExpiresAt);
        json.WriteTime("endedAt", row.EndedAt);
        json.WriteEndObject();
    }

    /// <param name="audit">Null: without the timeline.</param>
    public static byte[] Render(SharedPaymentTokenView token, IReadOnlyList<AuditEntry>? audit = null) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        WriteIdentity(json, token);
        WriteLife(json, token);
        WriteCircumstances(json, token);
        if (audit is not null)
        {
            json.WriteTimeline(audit);
        }

        json.WriteEndObject();
    });

    private static void WriteIdentity(Utf8JsonWriter json, SharedPaymentTokenView token)
    {
        json.WriteString("id", token.Id);
        json.WriteString("origin", Word(token.Origin));
        json.WriteString("status", Word(token.Status));
        json.WriteString("platform", token.Platform);
        json.WriteString("merchant", token.Merchant);
        json.WriteString("session", token.Session);
        json.WriteString("currency", token.Currency);
        json.WriteAmount("amount", token.Amount);
        json.WriteString("amountType", Word(token.AmountKind));
    }

    private static void WriteLife(Utf8JsonWriter json, SharedPaymentTokenView token)
    {
        json.WriteTime("createdAt", token.CreatedAt);
        json.WriteTime("expiresAt", token.ExpiresAt);
        json.WriteTime("usedAt", token.UsedAt);
        json.WriteTime("revokedAt", token.RevokedAt);
        json.WriteString("reason", token.Reason);
        json.WriteString("paymentIntent", token.PaymentIntent);
        json.WriteBoolean("revocationConfirmed", token.RevocationConfirmed);
    }

    private static void WriteCircumstances(Utf8JsonWriter json, SharedPaymentTokenView token)
    {
        json.WriteObject("mandate", token.Mandate, mandate => WriteMandate(json, mandate));
        json.WriteRaw("nextAction", token.NextAction);
        json.WriteString("agent", token.Agent);
        json.WriteRaw("risk", token.Risk);
        json.WriteRaw("metadata", token.Metadata);
    }

    private static void WriteMandate(Utf8JsonWriter json, MandateLinks mandate)
    {
        json.WriteString("intentId", mandate.IntentId);
        json.WriteString("cartId", mandate.CartId);
        json.WriteString("paymentId", mandate.PaymentId);
    }
}
