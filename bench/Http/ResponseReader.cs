using System.Runtime.CompilerServices;

namespace Acp.Bench.Http;

/// <summary>
/// Reads HTTP/1.1 responses from one connection, one after another, and no more of them than a load needs: status and body.
/// It shares the processor with the server that it measures, so it allocates nothing and copies little.
/// </summary>
/// <param name="receive">Fills some of the memory and says how much; 0 at the end of the stream.</param>
internal sealed class ResponseReader(Func<Memory<byte>, ValueTask<int>> receive)
{
    /// <summary>More than any reply has: a body that never ends must not eat the machine.</summary>
    private const int LongestResponse = 4 << 20;

    private byte[] buffer = new byte[16_384];
    private int start;
    private int end;

    /// <exception cref="BadResponseException">What came is no response, or ended within one.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Response> Next()
    {
        Compact();
        ResponseHead head;
        while (!ResponseHead.TryRead(buffer.AsSpan(start, end - start), out head))
        {
            await More();
        }

        start += head.Length;
        var length = head.IsChunked ? await Chunks() : await Fixed(head.ContentLength);
        var body = buffer.AsMemory(start, length.Body);
        start += length.OnWire;
        return new Response(head.Status, body);
    }

    private async ValueTask<(int Body, int OnWire)> Fixed(int length)
    {
        while (end - start < length)
        {
            await More();
        }

        return (length, length);
    }

    private async ValueTask<(int Body, int OnWire)> Chunks()
    {
        (int Body, int OnWire) length;
        while (!ChunkedBody.TryJoin(buffer.AsSpan(start, end - start), out length))
        {
            await More();
        }

        return length;
    }

    // What an earlier response left is moved to the front: a body must lie in one piece.
    private void Compact()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
    }

    private async ValueTask More()
    {
        if (end == buffer.Length)
        {
            Grow();
        }

        var read = await receive(buffer.AsMemory(end));
        end += read > 0 ? read : throw new BadResponseException("The connection ended within a response.");
    }

    private void Grow()
    {
        if (buffer.Length >= LongestResponse)
        {
            throw new BadResponseException($"A response is longer than {LongestResponse} bytes.");
        }

        Array.Resize(ref buffer, buffer.Length * 2);
    }
}
