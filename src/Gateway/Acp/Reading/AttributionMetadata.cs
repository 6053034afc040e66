using System.Text.Json;

namespace Acp.Gateway.Reading;

/// <summary>The flat map of an attribution: strings, numbers, booleans, and nothing about people.</summary>
internal static class AttributionMetadata
{
    /// <summary>Keys, and bytes of the whole: what the protocol lets a server insist on.</summary>
    private const int MostKeys = 20;
    private const int MostBytes = 4 * 1024;

    public static void Write(Utf8JsonWriter json, Field metadata)
    {
        var members = metadata.Members();
        if (members.Count > MostKeys || metadata.Json.GetRawText().Length > MostBytes)
        {
            throw metadata.Fault("too_long", $"must have at most {MostKeys} members and {MostBytes} bytes");
        }

        foreach (var member in members.Where(member => member.HasValue))
        {
            Write(json, metadata, member, member.Location.Member!);
        }
    }

    private static void Write(Utf8JsonWriter json, Field metadata, Field member, string name)
    {
        if (PersonalData.IsLike(name))
        {
            throw PersonalData.Fault(metadata); // The place of the member would repeat it.
        }

        Require(member);
        if (PersonalData.IsNameOfSome(name) || PersonalData.IsLike(member.Json.ToString()))
        {
            throw PersonalData.Fault(member);
        }

        json.WritePropertyName(name);
        member.Json.WriteTo(json);
    }

    private static void Require(Field member)
    {
        switch (member.Json.ValueKind)
        {
            case JsonValueKind.String:
                member.Text(Limits.Text);
                break;
            case not (JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False):
                throw member.Fault("invalid_type", "must be a string, a number or a boolean");
        }
    }
}
