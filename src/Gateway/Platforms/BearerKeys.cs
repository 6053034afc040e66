using System.Security.Cryptography;
using System.Text;

namespace Acp.Gateway.Platforms;

/// <summary>
/// Whose bearer key this is. Holds digests only, and compares each of them in full whatever was found before: how
/// long it takes says nothing about a key.
/// </summary>
public sealed class BearerKeys(IEnumerable<(string Key, string Owner)> keys)
{
    private readonly (byte[] Digest, string Owner)[] digests = [.. keys.Select(entry => (Digest(entry.Key), entry.Owner))];

    /// <param name="authorization">The value of the Authorization header.</param>
    /// <returns>The owner's name, or null.</returns>
    public string? Identify(string? authorization)
    {
        const string Scheme = "Bearer ";
        return authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? Find(authorization[Scheme.Length..].Trim())
            : null;
    }

    private string? Find(string key)
    {
        var presented = Digest(key);
        string? found = null;
        foreach (var (digest, owner) in digests)
        {
            found = CryptographicOperations.FixedTimeEquals(digest, presented) ? owner : found;
        }

        return found;
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
