using System.Buffers.Text;

namespace Acp.Bench.Http;

/// <summary>RFC 9112 §7.1, without trailers, which no server sends here.</summary>
internal static class ChunkedBody
{
    /// <summary>Joins the chunks at the front of the bytes, once the last of them is there.</summary>
    /// <param name="length">Of the joined body, and of what it took on the wire.</param>
    /// <returns>False where more bytes are needed; nothing was moved.</returns>
    /// <exception cref="BadResponseException">The bytes are no chunks.</exception>
    public static bool TryJoin(Span<byte> bytes, out (int Body, int OnWire) length)
    {
        length = default;
        if (!TryMeasure(bytes, out var onWire))
        {
            return false;
        }

        var body = 0;
        for (var at = 0; TryReadSize(bytes[at..], out var size, out var line) && size > 0; at += line + size + 2)
        {
            bytes.Slice(at + line, size).CopyTo(bytes[body..]);
            body += size;
        }

        length = (body, onWire);
        return true;
    }

    private static bool TryMeasure(ReadOnlySpan<byte> bytes, out int onWire)
    {
        onWire = 0;
        while (TryReadSize(bytes[onWire..], out var size, out var line))
        {
            onWire += line + size + 2;
            if (onWire > bytes.Length)
            {
                return false;
            }

            if (size == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryReadSize(ReadOnlySpan<byte> bytes, out int size, out int line)
    {
        var end = bytes.IndexOf("\r\n"u8);
        (size, line) = (0, end + 2);
        return end >= 0 && (Utf8Parser.TryParse(bytes[..end], out size, out var read, 'x') && read > 0 && size >= 0
            ? true
            : throw new BadResponseException("A chunk does not begin with its size."));
    }
}
