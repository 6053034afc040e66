using System.Globalization;
using System.Text.Json;

namespace Acp.Pricing;

internal static class DisclosureReading
{
    private const int Longest = 5000;

    public static IReadOnlyList<Disclosure> Disclosures(this Problems problems, JsonSpot? spot) =>
        [.. problems.List(spot).Select(one => One(new ObjectReader(one, problems), problems))];

    private static Disclosure One(ObjectReader disclosure, Problems problems)
    {
        var type = disclosure.Required("content_type");
        var content = disclosure.Required("content");
        disclosure.RefuseOthers();
        if (type is not null && (type.Kind != JsonTokenType.String || type.Text is not ("plain" or "markdown")))
        {
            problems.Add(type, "must be \"plain\" or \"markdown\".");
        }

        var read = new Disclosure(type?.Text == "markdown", problems.Text(content, Longest));
        RefuseRawHtml(read, content, problems);
        return read;
    }

    private static void RefuseRawHtml(Disclosure read, JsonSpot? content, Problems problems)
    {
        if (read.IsMarkdown && read.Content.Length <= Longest && Markdown.RawHtml(read.Content) is var (line, html))
        {
            problems.Add(content!, string.Create(
                CultureInfo.InvariantCulture, $"must be Markdown without HTML, and has \"{html}\" on its line {line}; write \\< for a bare <, or use \"plain\"."));
        }
    }
}
