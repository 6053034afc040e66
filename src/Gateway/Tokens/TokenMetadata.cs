using System.Text;
using System.Text.Json;
using Acp.Gateway.Reading;

namespace Acp.Gateway.Issuing;

/// <summary>What a platform notes on its token: text by text, within what the payment provider would take, too.</summary>
internal static class TokenMetadata
{
    private const int Entries = 50;

    /// <summary>Characters; so the next.</summary>
    private const int LongestKey = 40;
    private const int LongestValue = 500;

    /// <returns>A JSON object of strings, or null.</returns>
    public static string? Read(Field metadata)
    {
        if (!metadata.HasValue)
        {
            return null;
        }

        var members = metadata.Object().Members();
        if (members.Count > Entries)
        {
            throw metadata.Fault("too_many", $"must have at most {Entries} entries");
        }

        return Write(members.Select(member => (Key(metadata, member.Location.Member!), member.Text(LongestValue))));
    }

    // Where the name itself is wrong it is not repeated.
    private static string Key(Field metadata, string name) =>
        name.Length is >= 1 and <= LongestKey && !name.Any(c => char.IsControl(c) || c is '[' or ']')
            ? name
            : throw metadata.Fault("invalid_key", $"must have names of 1 to {LongestKey} characters, without brackets and control characters");

    private static string Write(IEnumerable<(string Key, string Value)> entries)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (key, value) in entries)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
