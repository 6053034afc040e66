using System.Text.Json;
using Acp.Erasures;
using Acp.Store;

namespace Acp.Gateway.Admin.Erasures;

/// <summary>What became of a wish to erase.</summary>
internal static class ErasureJson
{
    public static byte[] Render(IReadOnlyList<Erasure> erasures, bool more) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("data");
        foreach (var erasure in erasures)
        {
            Write(json, erasure);
        }

        json.WriteEndArray();
        json.WriteBoolean("more", more);
        json.WriteEndObject();
    });

    public static byte[] Render(Erasure erasure, IReadOnlyList<AuditEntry> audit) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        WriteMembers(json, erasure);
        json.WriteTimeline(audit);
        json.WriteEndObject();
    });

    public static void Write(Utf8JsonWriter json, Erasure erasure)
    {
        json.WriteStartObject();
        WriteMembers(json, erasure);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, Erasure erasure)
    {
        json.WriteString("session", erasure.Session);
        json.WriteString("order", erasure.Order);
        json.WriteString("status", Word(erasure.Status));
        json.WriteString("cause", Word(erasure.Cause));
        json.WriteStartArray("because");
        foreach (var obstacle in erasure.Because)
        {
            json.WriteStringValue(Word(obstacle));
        }

        json.WriteEndArray();
        json.WriteBoolean("overrules", erasure.Overrules);
        json.WriteString("askedBy", erasure.By);
        json.WriteTime("askedAt", erasure.AskedAt);
        json.WriteTime("erasedAt", erasure.ErasedAt);
        json.WriteTime("nextTryAt", erasure.NextTryAt);
    }

    private static string Word<T>(T word)
        where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());
}
