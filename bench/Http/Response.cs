using System.Text;

namespace Acp.Bench.Http;

/// <param name="Body">Valid until the next response is read.</param>
internal readonly record struct Response(int Status, ReadOnlyMemory<byte> Body)
{
    public bool Holds(ReadOnlySpan<byte> text) => Body.Span.IndexOf(text) >= 0;

    /// <summary>For a person who must see what was wrong.</summary>
    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Body.Span[..Math.Min(Body.Length, 400)])}";
}

/// <summary>The bytes that came are no HTTP/1.1 response that this reader knows.</summary>
internal sealed class BadResponseException(string message) : Exception(message);
