using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Acp.Store;

/// <summary>
/// States as JSON: readable in the database by the people who must support it, and tolerant of new members, which
/// <see cref="Stored"/> keeps.
/// </summary>
public static class StateCodec
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutEmptyLists } },
    };

    private static readonly JsonSerializerOptions KnownOnly = new(Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutEmptyLists, LeaveOutUnknown } },
    };

    public static ReadOnlyMemory<byte> Encode<T>(T state) => JsonSerializer.SerializeToUtf8Bytes(state, Options);

    /// <exception cref="JsonException">The stored bytes are not a state of this kind.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new JsonException($"An empty {typeof(T).Name} was stored.");

    /// <summary>Without what this version does not know, in all its parts: for whoever erases, since a person may be in it.</summary>
    public static T Known<T>(T state)
        where T : Stored
    {
        var known = JsonSerializer.SerializeToUtf8Bytes(state, KnownOnly);
        return Encode(state).Span.SequenceEqual(known) ? state : Decode<T>(known);
    }

    /// <summary>How a type is written, for whoever compares versions.</summary>
    public static JsonTypeInfo Contract(Type type) => Options.GetTypeInfo(type);

    // Of lists that a constructor does not demand: what is left out reads as empty, as their default is.
    private static void LeaveOutEmptyLists(JsonTypeInfo type)
    {
        foreach (var list in type.Properties.Where(property => property is { AssociatedParameter: null, IsExtensionData: false } && property.PropertyType.IsAssignableTo(typeof(IEnumerable)) && property.PropertyType != typeof(string)))
        {
            list.ShouldSerialize = static (_, value) => value is not ICollection { Count: 0 };
        }
    }

    private static void LeaveOutUnknown(JsonTypeInfo type)
    {
        if (type.Properties.FirstOrDefault(property => property.IsExtensionData) is { } unknown)
        {
            type.Properties.Remove(unknown);
        }
    }
}
