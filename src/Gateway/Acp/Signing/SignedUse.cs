using System.Security.Cryptography;
using System.Text;

namespace Acp.Gateway.Signing;

/// <summary>The request a signature is used for. What is signed names neither method nor path nor key, so we remember them.</summary>
/// <param name="Path">The canonical one, in which idempotency keys live.</param>
/// <param name="Key">The idempotency key, if there is one.</param>
internal sealed record SignedUse(string Method, string Path, string? Key)
{
    /// <summary>
    /// Whether the same bytes may come again: a read changes nothing, and what has a key is done once. Without a key a
    /// repeat cannot be told from somebody else's replay.
    /// </summary>
    public bool MayRepeat => Key is not null || HttpMethods.IsGet(Method);

    /// <summary>Of fixed length, and no two uses have the same. No part before the last can hold a line break.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Method}\n{Path}\n{Key}")));
}
