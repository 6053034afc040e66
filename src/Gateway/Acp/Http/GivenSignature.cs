using System.Buffers.Text;
using Acp.Gateway.Errors;
using Acp.Gateway.Reading;
using Acp.Gateway.Signing;

namespace Acp.Gateway.Http;

/// <summary>What the headers <c>Signature</c> and <c>Timestamp</c> say, well-formed and not yet verified.</summary>
/// <param name="Signature">64 bytes.</param>
/// <param name="Timestamp">As it was written: that text is what is signed.</param>
/// <param name="At">The time it means.</param>
internal sealed record GivenSignature(ReadOnlyMemory<byte> Signature, string Timestamp, DateTimeOffset At)
{
    /// <returns>Null where neither header was sent.</returns>
    /// <exception cref="RequestRefusedException">400 where one is missing or the time is none; 401 where the signature is none.</exception>
    public static GivenSignature? Read(IHeaderDictionary headers)
    {
        var (signature, timestamp) = (headers[AcpHeaders.Signature], headers[AcpHeaders.Timestamp]);
        return (signature.Count, timestamp.Count) switch
        {
            (0, 0) => null,
            (0, _) => throw Faults.IncompleteSignature(AcpHeaders.Signature),
            (_, 0) => throw Faults.IncompleteSignature(AcpHeaders.Timestamp),
            _ => new GivenSignature(Bytes(signature.ToString()), timestamp.ToString(), Time(timestamp.ToString())),
        };
    }

    // Sent twice, a header reads as both with a comma between, which is neither a signature nor a time.
    private static byte[] Bytes(string text)
    {
        var bytes = new byte[SigningKey.SignatureLength];
        return text.Length <= LongestText && Base64Url.IsValid(text, out var length) && length == bytes.Length && Base64Url.TryDecodeFromChars(text, bytes, out _)
            ? bytes
            : throw Faults.MalformedSignature();
    }

    private static DateTimeOffset Time(string text) =>
        Rfc3339.TryParse(text, out var time) ? time : throw Faults.InvalidTimestamp();

    /// <summary>Characters: 86, and two of padding.</summary>
    private const int LongestText = 88;
}
