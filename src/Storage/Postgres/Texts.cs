using System.Text;

namespace Acp.Storage.Postgres;

/// <summary>
/// PostgreSQL's text holds every character but U+0000. That one is written as U+0001 U+0001, and U+0001 itself as
/// U+0001 U+0002: everything comes back as it was, in the same order, and what has neither is stored as it is.
/// </summary>
internal static class Texts
{
    private const char Nul = '\u0000';
    private const char Escape = '\u0001';
    private const char EscapedEscape = '\u0002';
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string ToStored(this string text) =>
        text.AsSpan().IndexOfAny(Nul, Escape) < 0
            ? text
            : text.Replace($"{Escape}", $"{Escape}{EscapedEscape}", StringComparison.Ordinal)
                .Replace($"{Nul}", $"{Escape}{Escape}", StringComparison.Ordinal);

    public static string FromStored(this string stored)
    {
        if (!stored.Contains(Escape, StringComparison.Ordinal))
        {
            return stored;
        }

        var text = new StringBuilder(stored.Length);
        for (var i = 0; i < stored.Length; i++)
        {
            text.Append(stored[i] != Escape ? stored[i] : stored[++i] == Escape ? Nul : Escape);
        }

        return text.ToString();
    }

    /// <returns>Bytes it takes in the database.</returns>
    /// <exception cref="EncoderFallbackException">Half a surrogate pair: no valid Unicode.</exception>
    public static int StoredLength(string text) => Strict.GetByteCount(text) + text.AsSpan().CountAny(Nul, Escape);
}
