using System.Text.Json;

namespace Acp.Gateway.Reading;

/// <summary>Objects whose members have names of the caller's own and hold no other object.</summary>
internal static class FlatObjects
{
    /// <summary>Writes the members that hold a text, a number or a truth value; what is no object leaves nothing.</summary>
    public static void Write(Utf8JsonWriter json, Field given)
    {
        if (given.Json.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        json.WriteStartObject(given.Location.Member!);
        foreach (var member in given.Json.EnumerateObject().Where(member => IsPlain(member.Value)))
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static bool IsPlain(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;
}
