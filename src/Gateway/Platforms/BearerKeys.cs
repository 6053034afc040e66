using System.Security.Cryptography;

namespace Acp.Gateway.Platforms;

/// <summary>
/// Whose configured key this is. Holds digests only, and compares each of them in full whatever was found before: how
/// long it takes says nothing about a key.
/// </summary>
public sealed class BearerKeys<TOwner>(IEnumerable<(byte[] Digest, TOwner Owner)> keys)
    where TOwner : class
{
    private readonly (byte[] Digest, TOwner Owner)[] digests = [.. keys];

    /// <param name="digest">SHA-256 of the key that was presented.</param>
    /// <returns>The owner, or null.</returns>
    public TOwner? Find(ReadOnlySpan<byte> digest)
    {
        TOwner? found = null;
        foreach (var (known, owner) in digests)
        {
            found = CryptographicOperations.FixedTimeEquals(known, digest) ? owner : found;
        }

        return found;
    }
}
