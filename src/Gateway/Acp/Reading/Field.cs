using System.Text.Json;
using Acp.Gateway.Errors;

namespace Acp.Gateway.Reading;

/// <summary>
/// A place in a request body and what stands there, if anything. Whatever is wrong with it becomes a 400 that names
/// the place; members nobody asks for are never looked at, except where <see cref="OnlyKnown"/> is asked.
/// </summary>
internal readonly struct Field
{
    /// <summary>Characters of a member's name that is repeated in an answer.</summary>
    private const int LongestName = 100;

    private readonly JsonElement value; // Undefined where the member is absent.

    private Field(JsonElement value, Location location)
    {
        this.value = value;
        Location = location;
    }

    public Location Location { get; }

    public JsonElement Json => value;

    public bool IsAbsent => value.ValueKind == JsonValueKind.Undefined;

    /// <summary>Neither absent nor null.</summary>
    public bool HasValue => value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static Field Root(JsonElement body) => new(body, Location.Root);

    /// <summary>A member of an object; absent where this is not an object.</summary>
    public Field this[string name] => new(
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default,
        Location.Of(name));

    /// <summary>Of an object whose members have the caller's own names.</summary>
    public IReadOnlyList<Field> Members()
    {
        var at = Location;
        return [.. value.EnumerateObject().Select(member => new Field(member.Value, at.Of(member.Name)))];
    }

    /// <summary>For objects where a misspelt member that is passed over in silence would do something else than was meant, with money or goods.</summary>
    /// <param name="known">All that may be in it.</param>
    public Field OnlyKnown(params IReadOnlyList<string> known)
    {
        var unknown = Members().FirstOrDefault(member => !known.Contains(member.Location.Member!));
        if (unknown.IsAbsent)
        {
            return this;
        }

        // Where the name can hardly be a member's it is not repeated.
        var (name, which) = (unknown.Location.Member!, $"is not known here. Known: {string.Join(", ", known)}");
        throw name.Length <= LongestName && !name.Any(char.IsControl) ? unknown.Fault("unknown_field", which) : Fault("unknown_field", $"has a member whose name {which}");
    }

    public Field Required() => HasValue ? this : throw Fault("missing_field", "is required");

    public Field Object() => Of(JsonValueKind.Object, "an object");

    /// <param name="longest">Characters.</param>
    public string Text(int longest)
    {
        var text = Of(JsonValueKind.String, "a string").value.GetString()!;
        if (text.Length > longest)
        {
            throw Fault("too_long", $"must be at most {longest} characters long");
        }

        return text.Any(IsUnprintable) ? throw Fault("invalid_value", "must not contain control characters") : text;
    }

    public string RequiredText(int longest)
    {
        var text = Required().Text(longest);
        return string.IsNullOrWhiteSpace(text) ? throw Fault("missing_field", "must not be blank") : text;
    }

    public string? OptionalText(int longest) => HasValue ? Text(longest) : null;

    public string OneOf(params ReadOnlySpan<string> allowed)
    {
        var text = Text(Limits.Text);
        return allowed.Contains(text) ? text : throw Fault("invalid_value", $"must be one of: {string.Join(", ", allowed)}");
    }

    /// <param name="most">Entries.</param>
    public IReadOnlyList<T> List<T>(int most, Func<Field, T> read)
    {
        var array = Of(JsonValueKind.Array, "an array").value;
        if (array.GetArrayLength() > most)
        {
            throw Fault("too_many", $"must have at most {most} entries");
        }

        var at = Location;
        return [.. array.EnumerateArray().Select((item, i) => read(new Field(item, at.At(i))))];
    }

    public IReadOnlyList<T> NonEmptyList<T>(int most, Func<Field, T> read)
    {
        var list = List(most, read);
        return list.Count == 0 ? throw Fault("missing_field", "must have at least one entry") : list;
    }

    /// <summary>Absent leaves what is stored; null clears it.</summary>
    public Change<T> Change<T>(Func<Field, T> read) => (IsAbsent, HasValue) switch
    {
        (true, _) => default,
        (_, false) => Acp.Change.To<T>(default),
        _ => Acp.Change.To(read(this)),
    };

    /// <param name="rule">Goes after the place: «is required», «must be …».</param>
    public RequestRefusedException Fault(string code, string rule) => Faults.Invalid(code, $"{Location} {rule}.", Location.ToString());

    private Field Of(JsonValueKind kind, string name) =>
        value.ValueKind == kind ? this : throw Fault("invalid_type", $"must be {name}");

    // NUL ends a string in too many systems behind us; the others have no place in a name or a note.
    private static bool IsUnprintable(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');
}
