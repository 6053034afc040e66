using System.Text.Json;
using System.Text.Unicode;

namespace Acp.Pricing;

/// <summary>
/// Reads JSON (comments and trailing commas allowed) into spots. A member that is there twice is a problem: which did
/// the merchant mean?
/// </summary>
internal sealed class LocatedJson
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly LineMap lines;
    private readonly Problems problems;
    private string path = "$";

    private LocatedJson(LineMap lines, Problems problems)
    {
        this.lines = lines;
        this.problems = problems;
    }

    /// <returns>Null where the text is no JSON; the problem says where it stops being JSON.</returns>
    public static JsonSpot? Read(ReadOnlyMemory<byte> utf8, Problems problems)
    {
        if (!Utf8.IsValid(utf8.Span))
        {
            problems.Add(1, 1, "$", "The file must be UTF-8.");
            return null;
        }

        var text = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        return new LocatedJson(new LineMap(text), problems).Read(text.Span);
    }

    private JsonSpot? Read(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, Lenient);
        try
        {
            reader.Read();
            var root = Value(ref reader);
            reader.Read(); // Anything behind the value is an error of its own.
            return root;
        }
        catch (JsonException e)
        {
            var message = e.Message.Split(" LineNumber:")[0];
            problems.Add((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, path, message);
            return null;
        }
    }

    private JsonSpot Value(ref Utf8JsonReader reader)
    {
        var spot = Here(ref reader);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => spot with { Members = Members(ref reader) },
            JsonTokenType.StartArray => spot with { Items = Items(ref reader) },
            _ => spot,
        };
    }

    private List<JsonMember> Members(ref Utf8JsonReader reader)
    {
        var (owner, members, seen) = (path, new List<JsonMember>(), new Dictionary<string, JsonSpot>(StringComparer.Ordinal));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Here(ref reader);
            path = Child(owner, name.Text);
            name = name with { Path = path };
            if (!seen.TryAdd(name.Text, name))
            {
                problems.Add(name, $"is there twice; the first is on line {seen[name.Text].Line}.");
            }

            reader.Read();
            members.Add(new JsonMember(name, Value(ref reader)));
        }

        path = owner;
        return members;
    }

    private List<JsonSpot> Items(ref Utf8JsonReader reader)
    {
        var (owner, items) = (path, new List<JsonSpot>());
        path = $"{owner}[0]";
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(ref reader));
            path = $"{owner}[{items.Count}]";
        }

        path = owner;
        return items;
    }

    private JsonSpot Here(ref Utf8JsonReader reader)
    {
        var (line, column) = lines.At((int)reader.TokenStartIndex);
        return new JsonSpot(reader.TokenType, path, line, column, Text(ref reader, line, column));
    }

    private string Text(ref Utf8JsonReader reader, int line, int column)
    {
        try
        {
            return reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                ? reader.GetString()!
                : System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        }
        catch (InvalidOperationException)
        {
            problems.Add(line, column, path, @"holds half a \u pair, which is no text.");
            return "";
        }
    }

    private static string Child(string owner, string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        ? $"{owner}.{name}"
        : $"{owner}['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']";
}
