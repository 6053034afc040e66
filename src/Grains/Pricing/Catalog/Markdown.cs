using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Acp.Pricing;

/// <summary>
/// Text as CommonMark 0.31.2 reads it. The protocol allows no raw HTML in it, neither blocks (§4.6) nor inlines (§6.6);
/// what stands in code or behind a backslash is none.
/// </summary>
internal static class Markdown
{
    // Else only blocks know their line.
    private static readonly MarkdownPipeline CommonMark = new MarkdownPipelineBuilder().UsePreciseSourceLocation().Build();

    /// <returns>The 1-based line and the text of the first raw HTML; null where there is none.</returns>
    public static (int Line, string Text)? RawHtml(string markdown)
    {
        var document = Markdig.Markdown.Parse(markdown, CommonMark);
        var first = document.Descendants().FirstOrDefault(node => node is HtmlBlock or HtmlInline);
        return first is null ? null : (first.Line + 1, TextOf(first, markdown));
    }

    private static string TextOf(MarkdownObject node, string markdown) => node is HtmlInline inline
        ? inline.Tag
        : markdown.Substring(node.Span.Start, node.Span.Length).Trim().Split('\n')[0];
}
