using System.Buffers.Text;
using System.Text;

namespace Acp.Bench.Http;

/// <param name="Length">Bytes on the wire, the empty line included.</param>
/// <param name="ContentLength">0 where the body is chunked.</param>
internal readonly record struct ResponseHead(int Status, int Length, int ContentLength, bool IsChunked)
{
    /// <returns>False where more bytes are needed.</returns>
    /// <exception cref="BadResponseException">The bytes are no response, or one whose end cannot be told.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ResponseHead head)
    {
        head = default;
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var lines = bytes[..(end + 2)];
        var firstEnd = lines.IndexOf("\r\n"u8);
        head = Read(ReadStatus(lines[..firstEnd]), end + 4, lines[(firstEnd + 2)..]);
        return true;
    }

    private static ResponseHead Read(int status, int length, ReadOnlySpan<byte> lines)
    {
        int? contentLength = status is 204 or 304 ? 0 : null;
        var isChunked = false;
        while (!lines.IsEmpty)
        {
            var lineEnd = lines.IndexOf("\r\n"u8);
            var line = lines[..lineEnd];
            contentLength = Value(line, "Content-Length:"u8) is { IsEmpty: false } number ? ReadLength(number) : contentLength;
            isChunked |= Ascii.EqualsIgnoreCase(Value(line, "Transfer-Encoding:"u8), "chunked"u8);
            lines = lines[(lineEnd + 2)..];
        }

        return isChunked || contentLength is not null
            ? new ResponseHead(status, length, isChunked ? 0 : contentLength!.Value, isChunked)
            : throw new BadResponseException("A response has neither a length nor chunks.");
    }

    // «HTTP/1.1 200 OK»
    private static int ReadStatus(ReadOnlySpan<byte> line) =>
        line.StartsWith("HTTP/1.1 "u8) && Utf8Parser.TryParse(line[9..], out int status, out var read) && read == 3
            ? status
            : throw new BadResponseException($"'{Encoding.ASCII.GetString(line[..Math.Min(line.Length, 40)])}' begins no HTTP/1.1 response.");

    private static int ReadLength(ReadOnlySpan<byte> number) =>
        Utf8Parser.TryParse(number, out int length, out var read) && read == number.Length && length >= 0
            ? length
            : throw new BadResponseException("A response has a length that is no number.");

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length >= name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name) ? line[name.Length..].Trim((byte)' ') : default;
}
