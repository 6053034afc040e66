using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acp.Client.Json;

/// <summary>An address that is none is left out: a product's picture must not make it unknown whether the product is paid.</summary>
internal sealed class LenientUri : JsonConverter<Uri>
{
    public override Uri? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        reader.Skip();
        return Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;
    }

    public override void Write(Utf8JsonWriter writer, Uri value, JsonSerializerOptions options) => writer.WriteStringValue(value.OriginalString);
}

/// <summary>A time that is none is left out, for the same reason.</summary>
internal sealed class LenientTime : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        DateTimeOffset? time = reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var read) ? read : null;
        reader.Skip();
        return time;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } time)
        {
            writer.WriteStringValue(time);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
