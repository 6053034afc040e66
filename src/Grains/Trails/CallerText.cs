using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Acp.Trails;

/// <summary>A text of somebody else's choosing, such as an idempotency key, as it is put on record.</summary>
internal static class CallerText
{
    /// <summary>Characters: every usual id is shorter, and a trail has one of these on each line.</summary>
    public const int Longest = 64;

    private static readonly SearchValues<char> OfIds = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:~+/=");

    /// <returns>
    /// The text, where it is of an id's letters and length; else <c>sha256:</c> and the first 16 hex digits of its digest, by
    /// which whoever has the text finds it. A mail address or a sentence is never kept as it was written.
    /// </returns>
    public static string Kept(string text) => text.Length <= Longest && !text.AsSpan().ContainsAnyExcept(OfIds)
        ? text
        : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8))}";

    /// <inheritdoc cref="Kept"/>
    public static string? KeptIfAny(string? text) => text is null ? null : Kept(text);
}
