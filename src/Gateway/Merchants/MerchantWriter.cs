using System.Text.Json;
using Acp.Gateway.Admin;
using Acp.Merchants;
using Acp.Store;

namespace Acp.Gateway.Merchants;

/// <summary>A merchant as administrators see it.</summary>
internal static class MerchantWriter
{
    public static byte[] Render(Merchant merchant) => AdminJson.Render(json => Write(json, merchant));

    public static byte[] Render(Merchant merchant, IReadOnlyList<AuditEntry> history) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        WriteMembers(json, merchant);
        json.WriteTimeline(history);
        json.WriteEndObject();
    });

    public static void Write(Utf8JsonWriter json, Merchant merchant)
    {
        json.WriteStartObject();
        WriteMembers(json, merchant);
        json.WriteEndObject();
    }

    public static string Word(MerchantStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    private static void WriteMembers(Utf8JsonWriter json, Merchant merchant)
    {
        json.WriteString("domain", merchant.Domain);
        json.WriteString("profile", merchant.Profile);
        json.WriteString("status", Word(merchant.Status));
        json.WriteTime("registeredAt", merchant.RegisteredAt);
        json.WriteTime("verifiedAt", merchant.VerifiedAt);
    }
}
