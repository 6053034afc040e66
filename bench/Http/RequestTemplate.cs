using System.Text;

namespace Acp.Bench.Http;

/// <summary>A whole POST request as bytes, in which a few places of fixed width are filled anew for each send.</summary>
internal sealed class RequestTemplate
{
    private readonly byte[] bytes;

    public RequestTemplate(string path, string key, string body) => bytes = Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {Shop.PlatformKey}\r\nAPI-Version: {Shop.ApiVersion}\r\n"
        + $"Content-Type: application/json\r\nIdempotency-Key: {key}\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <returns>Where a text stands that is to be filled.</returns>
    /// <exception cref="ArgumentException">It does not stand there, or twice.</exception>
    public Memory<byte> Place(string text)
    {
        var sought = Encoding.ASCII.GetBytes(text);
        var at = bytes.AsSpan().IndexOf(sought);
        return at >= 0 && bytes.AsSpan().LastIndexOf(sought) == at
            ? bytes.AsMemory(at, text.Length)
            : throw new ArgumentException($"'{text}' does not stand in the request once.");
    }
}
