using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Acp.Gateway.Rendering;
using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Issuing;

/// <summary>A token as its platform sees it, in the words of the source documents. What is not known is left out.</summary>
internal static class TokenWriter
{
    public static ReadOnlyMemory<byte> Write(SharedPaymentTokenView token)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteTerms(json, token);
            WriteTimes(json, token);
            WriteOutcome(json, token);
            WriteRest(json, token);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteTerms(Utf8JsonWriter json, SharedPaymentTokenView token)
    {
        json.WriteString("id", token.Id);
        json.WriteString("status", NameOf(token.Status));
        if (token.Amount is { } amount)
        {
            json.WriteNumber("amount", amount);
        }

        json.WriteString("amountType", NameOf(token.AmountKind));
        json.WriteOptional("currency", token.Currency);
        json.WriteOptional("merchantDomain", token.Merchant);
    }

    private static void WriteTimes(Utf8JsonWriter json, SharedPaymentTokenView token)
    {
        json.WriteTime("createdAt", token.CreatedAt);
        WriteOptionalTime(json, "expiresAt", token.ExpiresAt);
        WriteOptionalTime(json, "usedAt", token.UsedAt);
        WriteOptionalTime(json, "revokedAt", token.RevokedAt);
    }

    private static void WriteOutcome(Utf8JsonWriter json, SharedPaymentTokenView token)
    {
        json.WriteOptional("reason", token.Reason);
        json.WriteOptional("paymentIntent", token.PaymentIntent);
    }

    private static void WriteRest(Utf8JsonWriter json, SharedPaymentTokenView token)
    {
        if (token.Mandate is { } mandate)
        {
            json.WriteStartObject("mandate");
            json.WriteOptional("intentId", mandate.IntentId);
            json.WriteOptional("cartId", mandate.CartId);
            json.WriteOptional("paymentId", mandate.PaymentId);
            json.WriteEndObject();
        }

        WriteKept(json, "metadata", token.Metadata);
        WriteKept(json, "nextAction", token.NextAction);
    }

    private static void WriteOptionalTime(Utf8JsonWriter json, string member, DateTimeOffset? time)
    {
        if (time is { } at)
        {
            json.WriteTime(member, at);
        }
    }

    private static void WriteKept(Utf8JsonWriter json, string member, string? kept)
    {
        if (kept is not null)
        {
            json.WritePropertyName(member);
            json.WriteRawValue(kept);
        }
    }

    private static string NameOf(SharedPaymentTokenStatus status) => status switch
    {
        SharedPaymentTokenStatus.Active => "ACTIVE",
        SharedPaymentTokenStatus.Used => "USED",
        SharedPaymentTokenStatus.Expired => "EXPIRED",
        SharedPaymentTokenStatus.Revoked => "REVOKED",
        _ => throw new UnreachableException($"Unhandled {status}."),
    };

    private static string NameOf(AmountKind kind) => kind == AmountKind.Exact ? "exact" : "maximum";
}
