using System.Security.Cryptography;
using System.Text;

namespace Acp.Gateway.Platforms;

/// <summary>
/// Whose bearer key this is. Holds digests only, and compares each of them in full whatever was found before: how
/// long it takes says nothing about a key.
/// </summary>
public sealed class BearerKeys<TOwner>(IEnumerable<(string Key, TOwner Owner)> keys)
    where TOwner : class
{
    private readonly (byte[] Digest, TOwner Owner)[] digests = [.. keys.Select(entry => (Digest(entry.Key), entry.Owner))];

    /// <param name="authorization">The value of the Authorization header.</param>
    /// <returns>The owner, or null.</returns>
    public TOwner? Identify(string? authorization)
    {
        const string Scheme = "Bearer ";
        return authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? Find(authorization[Scheme.Length..].Trim())
            : null;
    }

    private TOwner? Find(string key)
    {
        var presented = Digest(key);
        TOwner? found = null;
        foreach (var (digest, owner) in digests)
        {
            found = CryptographicOperations.FixedTimeEquals(digest, presented) ? owner : found;
        }

        return found;
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
