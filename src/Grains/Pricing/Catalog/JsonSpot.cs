using System.Text;
using System.Text.Json;

namespace Acp.Pricing;

/// <summary>A JSON value that knows where it stands.</summary>
/// <param name="Text">A string's value, or the literal as written.</param>
internal sealed record JsonSpot(JsonTokenType Kind, string Path, int Line, int Column, string Text)
{
    public IReadOnlyList<JsonSpot> Items { get; init; } = [];

    public IReadOnlyList<JsonMember> Members { get; init; } = [];
}

/// <summary>A member; <paramref name="Name"/> is the spot of the name itself.</summary>
internal sealed record JsonMember(JsonSpot Name, JsonSpot Value);

/// <summary>Turns byte offsets into the lines and columns an editor shows.</summary>
internal sealed class LineMap
{
    private readonly ReadOnlyMemory<byte> text;
    private readonly List<int> starts = [0];

    // A text without line breaks is one long line: to count it anew for each value would take the square of its length.
    private (int Offset, int Characters) counted;

    public LineMap(ReadOnlyMemory<byte> text)
    {
        this.text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text.Span[i] == '\n')
            {
                starts.Add(i + 1);
            }
        }
    }

    public (int Line, int Column) At(int offset)
    {
        var found = starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        var (from, before) = counted.Offset >= starts[line] && counted.Offset <= offset ? counted : (starts[line], 0);
        counted = (offset, before + Encoding.UTF8.GetCharCount(text.Span[from..offset]));
        return (line + 1, counted.Characters + 1);
    }
}
