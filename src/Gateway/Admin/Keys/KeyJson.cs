using System.Text.Json;
using Acp.Keys;
using Acp.Store;

namespace Acp.Gateway.Admin.Keys;

/// <summary>A key as operators see it. Its text is written once, when it is made.</summary>
internal static class KeyJson
{
    public static byte[] Render(AccessKey key, DateTimeOffset now) => AdminJson.Render(json => Write(json, key, now));

    public static byte[] Render(AccessKey key, IReadOnlyList<AuditEntry> history, DateTimeOffset now) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        WriteMembers(json, key, now);
        json.WriteTimeline(history);
        json.WriteEndObject();
    });

    public static byte[] Render(AccessKeyAnswer.Made made, DateTimeOffset now) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        json.WriteString("key", made.Text.Reveal());
        WriteMembers(json, made.Key, now);
        json.WriteTime("replacedEndsAt", made.Replaced?.ExpiresAt);
        json.WriteEndObject();
    });

    public static void Write(Utf8JsonWriter json, AccessKey key, DateTimeOffset now)
    {
        json.WriteStartObject();
        WriteMembers(json, key, now);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, AccessKey key, DateTimeOffset now)
    {
        json.WriteString("id", key.Id);
        json.WriteString("kind", Snake(key.Kind));
        json.WriteString("owner", key.Owner);
        json.WriteString("role", key.Role);
        json.WriteString("label", key.Label);
        json.WriteString("status", Snake(key.StatusAt(now)));
        json.WriteTime("createdAt", key.CreatedAt);
        json.WriteString("createdBy", key.CreatedBy);
        json.WriteTime("expiresAt", key.ExpiresAt);
        json.WriteTime("lastUsedAt", key.LastUsedAt);
        json.WriteTime("revokedAt", key.RevokedAt);
        json.WriteString("revokedBy", key.RevokedBy);
        json.WriteString("replaces", key.Replaces);
        json.WriteString("replacedBy", key.ReplacedBy);
    }

    private static string Snake<T>(T word)
        where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());
}
