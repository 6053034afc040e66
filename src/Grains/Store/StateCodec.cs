using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acp.Store;

/// <summary>States as JSON: readable in the database by the people who must support it, and tolerant of new members.</summary>
public static class StateCodec
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static ReadOnlyMemory<byte> Encode<T>(T state) => JsonSerializer.SerializeToUtf8Bytes(state, Options);

    /// <exception cref="JsonException">The stored bytes are not a state of this kind.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new JsonException($"An empty {typeof(T).Name} was stored.");
}
