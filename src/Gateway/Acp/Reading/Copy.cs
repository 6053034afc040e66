using System.Text.Json;

namespace Acp.Gateway.Reading;

/// <summary>Copies a checked member under its own name; absent and null leave nothing.</summary>
internal static class Copy
{
    public static void Text(Utf8JsonWriter json, Field field)
    {
        if (field.HasValue)
        {
            json.WriteString(field.Location.Member!, field.Text(Limits.Text));
        }
    }

    public static void OneOf(Utf8JsonWriter json, Field field, params ReadOnlySpan<string> allowed)
    {
        if (field.HasValue)
        {
            json.WriteString(field.Location.Member!, field.OneOf(allowed));
        }
    }

    public static void Integer(Utf8JsonWriter json, Field field)
    {
        if (field.HasValue)
        {
            var given = field.Json;
            var number = given.ValueKind == JsonValueKind.Number && given.TryGetInt64(out var integer)
                ? integer
                : throw field.Fault("invalid_type", "must be a whole number");
            json.WriteNumber(field.Location.Member!, number);
        }
    }

    public static void Time(Utf8JsonWriter json, Field field)
    {
        if (field.HasValue)
        {
            var given = field.Text(Limits.Text);
            var time = Rfc3339.TryParse(given, out var parsed) ? parsed : throw field.Fault("invalid_value", "must be an RFC 3339 time");
            json.WriteString(field.Location.Member!, time);
        }
    }

    public static void Texts(Utf8JsonWriter json, Field field)
    {
        if (field.HasValue)
        {
            json.WriteStartArray(field.Location.Member!);
            foreach (var text in field.List(Limits.Items, item => item.Text(Limits.Text)))
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }
    }

    public static void Object(Utf8JsonWriter json, Field field, Action<Utf8JsonWriter, Field> write)
    {
        if (field.HasValue)
        {
            json.WriteStartObject(field.Object().Location.Member!);
            write(json, field);
            json.WriteEndObject();
        }
    }
}
