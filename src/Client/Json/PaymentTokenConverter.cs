using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acp.Client.Json;

internal sealed class PaymentTokenConverter : JsonConverter<PaymentToken>
{
    public override PaymentToken? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } value ? new(value) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, PaymentToken value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
