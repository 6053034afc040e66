using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Acp.Gateway.Reading;

/// <summary>
/// Reads <c>affiliate_attribution</c>: who led a shopper here. Only its known members are kept; the object is open, and
/// what nobody knows cannot be checked for people's data. Write-only: docs/decisions/0019-who-led-the-shopper-here.md.
/// </summary>
internal static class Attributions
{
    /// <summary>Characters: a signed token with its claims.</summary>
    private const int LongestToken = 4_096;

    /// <returns>A JSON object as text, or null where there is none.</returns>
    public static string? Read(Field attribution)
    {
        if (!attribution.HasValue)
        {
            return null;
        }

        attribution.Object()["provider"].RequiredText(Limits.Id);
        if (!attribution["token"].HasValue)
        {
            attribution["publisher_id"].RequiredText(Limits.Id);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, attribution);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Field attribution)
    {
        foreach (var name in new[] { "provider", "publisher_id", "campaign_id", "creative_id", "sub_id" })
        {
            WriteText(json, attribution[name], Limits.Id, PersonalData.IsLike);
        }

        // A token is opaque: that its digits look like a card's is chance. An address in it is none.
        WriteText(json, attribution["token"], LongestToken, PersonalData.IsLikeMail);
        Copy.Time(json, attribution["issued_at"]);
        Copy.Time(json, attribution["expires_at"]);
        WriteWord(json, attribution["touchpoint"], "first", "last");
        Copy.Object(json, attribution["source"], WriteSource);
        Copy.Object(json, attribution["metadata"], AttributionMetadata.Write);
    }

    private static void WriteSource(Utf8JsonWriter json, Field source)
    {
        WriteWord(json, source["type"], "url", "platform", "unknown");
        WriteText(json, source["url"], Limits.Text, PersonalData.IsLikeMail); // Addresses of pages are full of digits.
    }

    private static void WriteText(Utf8JsonWriter json, Field field, int longest, Func<string, bool> isPersonal)
    {
        if (field.OptionalText(longest) is { } text)
        {
            json.WriteString(field.Location.Member!, isPersonal(text) ? throw PersonalData.Fault(field) : text);
        }
    }

    // A word that a later version adds says nothing to us, and is no reason to lose a sale.
    private static void WriteWord(Utf8JsonWriter json, Field field, params ReadOnlySpan<string> known)
    {
        if (field.OptionalText(Limits.Id) is { } word && known.Contains(word))
        {
            json.WriteString(field.Location.Member!, word);
        }
    }
}
