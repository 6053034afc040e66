using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Acp.Gateway.Errors;

namespace Acp.Gateway.Admin.Listing;

/// <summary>
/// Where a page ended, as text that is of no use with another list or another filter. Its digest finds mistakes; it keeps
/// nobody out, nor need it: whoever may list may begin anywhere.
/// </summary>
internal static class Cursor
{
    public const string Name = "cursor";
    private const int DigestBytes = 8;

    /// <param name="list">The list and its filter, always written the same way.</param>
    public static string Write(string list, string place)
    {
        var text = Encoding.UTF8.GetBytes(place);
        return Base64Url.EncodeToString([.. Digest(list, text), .. text]);
    }

    /// <returns>The place; null where no cursor is given.</returns>
    /// <exception cref="RequestRefusedException">400 where it was changed, or comes from another list or filter.</exception>
    public static string? Read(Query query, string list)
    {
        if (query.Text(Name) is not { } cursor)
        {
            return null;
        }

        return Decode(cursor) is { Length: > DigestBytes } bytes && Digest(list, bytes.AsSpan(DigestBytes)).SequenceEqual(bytes.AsSpan(0, DigestBytes))
            ? Encoding.UTF8.GetString(bytes.AsSpan(DigestBytes))
            : throw Fault();
    }

    /// <summary>Of a cursor that cannot come from here.</summary>
    public static RequestRefusedException Fault() => Query.Fault(Name, "must be a nextCursor of this very list, with the same filters");

    private static byte[]? Decode(string cursor) => Base64Url.IsValid(cursor) ? Base64Url.DecodeFromChars(cursor) : null;

    private static ReadOnlySpan<byte> Digest(string list, ReadOnlySpan<byte> place) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. place]).AsSpan(0, DigestBytes);
}
