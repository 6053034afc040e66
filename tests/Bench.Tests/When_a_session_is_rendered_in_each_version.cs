using Acp.Bench.Rendering;
using Acp.Bench.Reporting;

namespace Acp.Bench.Tests;

public sealed class When_a_session_is_rendered_in_each_version
{
    /// <summary>Nothing is said of how large the figures are: that is for an idle machine.</summary>
    [Fact]
    public void Each_has_its_line_and_the_newest_is_what_the_others_are_told_in_shares_of()
    {
        var table = new Table(RenderingMeasurement.Columns);

        new RenderingMeasurement(renderings: 1, table).Run();

        var lines = table.Render().Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        var names = lines.Select(line => line.Split('|')[1].Trim()).ToList();
        Assert.True(names.Count >= 2);
        Assert.Equal(names.OrderDescending(StringComparer.Ordinal), names);
        Assert.Equal(Shop.ApiVersion, names[0]);
        Assert.All(lines, line => Assert.True(Bytes(line) > 1_000, line));
        Assert.Equal("2025-09-29", names[^1]);
    }

    private static int Bytes(string line) =>
        int.Parse(line.Split('|')[4].Trim(), System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);
}
