using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acp.Client.Json;

/// <summary>Between words of the wire and members of an enum. A word that the enum has not is its 0: sets grow, and a client is older than its server.</summary>
internal static class Words
{
    public static string Of(Enum member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());

    public static T Read<T>(string? word)
        where T : struct, Enum =>
        word is { Length: > 0 } && !char.IsAsciiDigit(word[0]) && word[0] != '-'
        && Enum.TryParse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var member) && Enum.IsDefined(member)
            ? member
            : default;
}

/// <summary>snake_case, in any case.</summary>
internal sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => Words.Read<T>(reader.GetString()),
        JsonTokenType.Null => default,
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Words.Of(value));
}
