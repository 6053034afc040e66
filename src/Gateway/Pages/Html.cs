using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Acp.Gateway.Pages;

/// <summary>
/// Markup. Text that is put into it stays text, because only markup of ours is put in as such: nothing that a platform, a
/// shopper or a catalog wrote can become an element, an attribute or a script.
/// </summary>
internal readonly struct Html
{
    private readonly string? markup;

    private Html(string markup) => this.markup = markup;

    public static Html Nothing => default;

    public static Html Of(HtmlBuilder builder) => new(builder.ToString());

    /// <param name="markup">A constant of ours, and nothing else.</param>
    public static Html Trusted([ConstantExpected] string markup) => new(markup);

    public static Html All(IEnumerable<Html> parts) => new(string.Concat(parts));

    /// <summary>Nothing where there is nothing to show.</summary>
    public static Html If<T>(T? value, Func<T, Html> show)
        where T : class =>
        value is null ? Nothing : show(value);

    public override string ToString() => markup ?? "";
}

/// <summary>What an interpolated string is when markup is made of it: its own words are markup, what is put in is text.</summary>
[InterpolatedStringHandler]
internal readonly struct HtmlBuilder(int literalLength, int formattedCount)
{
    private const int Guess = 24;

    // Everything that means something in HTML is escaped all the same.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder text = new(literalLength + (formattedCount * Guess));

    public void AppendLiteral(string markup) => text.Append(markup);

    public void AppendFormatted(Html markup) => text.Append(markup);

    public void AppendFormatted(string? written) => text.Append(Encoder.Encode(written ?? ""));

    public void AppendFormatted(int number) => text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{number}");

    public override string ToString() => text.ToString();
}
