using System.Text.RegularExpressions;

namespace Acp.Gateway.Tests.Telemetry;

public sealed partial class When_the_docs_of_metrics_are_read
{
    [Fact]
    public async Task They_list_every_instrument_with_its_unit_and_no_other()
    {
        await using var shop = await MeasuredShop.Start();
        var written = Row().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "metrics.md")));

        Assert.Equal(
            shop.Readings.Instruments.Select(one => $"{one.Name} in {one.Unit}").Order(StringComparer.Ordinal),
            written.Select(row => $"{row.Groups["name"].Value} in {row.Groups["unit"].Value}").Order(StringComparer.Ordinal));
    }

    /// <summary>OpenTelemetry's way of naming: dotted lower case; what is no unit of UCUM stands in braces.</summary>
    [Fact]
    public async Task Names_and_units_are_as_the_field_writes_them()
    {
        await using var shop = await MeasuredShop.Start();

        Assert.All(shop.Readings.Instruments, one =>
        {
            Assert.Matches(@"^acp(\.[a-z][a-z_]*)+$", one.Name);
            Assert.Matches(@"^(s|\{[a-z_]+\})$", one.Unit);
            Assert.EndsWith(".", one.Description, StringComparison.Ordinal);
        });
    }

    [GeneratedRegex(@"^\| `(?<name>acp\.[a-z._]+)` \| `(?<unit>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
