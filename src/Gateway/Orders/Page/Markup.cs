using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Acp.Gateway.Orders;

/// <summary>
/// A piece of HTML. What is put into one as text is encoded, whoever wrote it: names come from shoppers, platforms and
/// catalogs. Only another piece goes in as it is.
/// </summary>
internal sealed record Markup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string text;

    private Markup(string text) => this.text = text;

    public static Markup Nothing { get; } = new(string.Empty);

    /// <param name="piece">The literal parts are HTML; attributes must be in double quotes.</param>
    public static Markup Of(FormattableString piece) =>
        new(string.Format(CultureInfo.InvariantCulture, piece.Format, [.. piece.GetArguments().Select(argument => (object)Encoded(argument))]));

    /// <summary>Nothing where there is nothing to show.</summary>
    public static Markup If<T>(T? value, Func<T, Markup> show)
        where T : class =>
        value is null ? Nothing : show(value);

    public static Markup Each<T>(IEnumerable<T> values, Func<T, Markup> show) => new(string.Concat(values.Select(value => show(value).text)));

    public override string ToString() => text;

    private static string Encoded(object? argument) => argument switch
    {
        Markup piece => piece.text,
        null => string.Empty,
        _ => Encoder.Encode(Convert.ToString(argument, CultureInfo.InvariantCulture)!),
    };
}
