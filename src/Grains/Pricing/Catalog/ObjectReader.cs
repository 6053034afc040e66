using System.Text.Json;

namespace Acp.Pricing;

/// <summary>Takes an object's members one by one; what nobody asked for is a problem, most likely a slip of the pen.</summary>
internal sealed class ObjectReader
{
    private readonly JsonSpot spot;
    private readonly Problems problems;
    private readonly List<string> asked = [];
    private readonly bool isObject;

    public ObjectReader(JsonSpot spot, Problems problems)
    {
        this.spot = spot;
        this.problems = problems;
        isObject = spot.Kind == JsonTokenType.StartObject;
        if (!isObject)
        {
            problems.Add(spot, "must be an object in braces.");
        }
    }

    public JsonSpot? Optional(string name)
    {
        asked.Add(name);
        return spot.Members.FirstOrDefault(member => member.Name.Text == name)?.Value;
    }

    public JsonSpot? Required(string name)
    {
        var value = Optional(name);
        if (value is null && isObject)
        {
            problems.Add(spot, $"\"{name}\" is missing.");
        }

        return value;
    }

    public void RefuseOthers()
    {
        foreach (var member in spot.Members.Where(member => !asked.Contains(member.Name.Text)))
        {
            problems.Add(member.Name, $"is not known here{Hint(member.Name.Text)}.");
        }
    }

    private string Hint(string name) => asked.MinBy(known => Distance(known, name)) is { } nearest && Distance(nearest, name) <= 2
        ? $"; did you mean \"{nearest}\"? Allowed are {string.Join(", ", asked)}"
        : $". Allowed are {string.Join(", ", asked)}";

    /// <summary>Edits between two words.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        foreach (var (i, a) in one.Index())
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 1; j < row.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a == other[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
