using System.Buffers;
using Acp.Gateway.Errors;

namespace Acp.Gateway.Http;

internal static class RequestBodies
{
    /// <summary>Reads the whole body, stopping at the first byte beyond the limit.</summary>
    /// <exception cref="RequestRefusedException">413 where the body is larger than <paramref name="limit"/> bytes.</exception>
    public static async ValueTask<byte[]> Read(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
        {
            throw Faults.TooLarge(limit);
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > limit)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start);
                throw Faults.TooLarge(limit);
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
