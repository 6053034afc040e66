using System.Globalization;
using System.Text;

namespace Acp.Bench.Reporting;

/// <summary>A line for each figure, a column for each contender, in the order in which they came.</summary>
internal sealed class Table(IReadOnlyList<string> columns)
{
    /// <summary>What the others' figures are told in shares of.</summary>
    public const string Base = "echo";

    private readonly List<string> rows = [];
    private readonly Dictionary<(string Row, string Column), (double Value, string Text)> cells = [];

    /// <param name="value">What a share is told of where the base has one, too; NaN where shares mean nothing.</param>
    public void Add(string row, string column, string text, double value = double.NaN)
    {
        if (!rows.Contains(row))
        {
            rows.Add(row);
        }

        cells[(row, column)] = (value, text);
    }

    public void AddRate(string row, string column, double perSecond) =>
        Add(row, column, perSecond.ToString("#,0", CultureInfo.InvariantCulture), perSecond);

    /// <summary>As Markdown.</summary>
    public string Render()
    {
        var text = new StringBuilder($"| | {string.Join(" | ", columns)} |\n|---|{string.Concat(columns.Select(_ => "---:|"))}\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row} | {string.Join(" | ", columns.Select(column => Cell(row, column)))} |\n");
        }

        return text.ToString();
    }

    private string Cell(string row, string column)
    {
        if (!cells.TryGetValue((row, column), out var cell))
        {
            return "";
        }

        var whole = column != Base && cells.TryGetValue((row, Base), out var found) ? found.Value : double.NaN;
        return double.IsNaN(cell.Value / whole) ? cell.Text : string.Create(CultureInfo.InvariantCulture, $"{cell.Text} ({cell.Value / whole:0.0 %})");
    }
}
