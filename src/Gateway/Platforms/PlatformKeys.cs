using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Platforms;

/// <summary>
/// Whose bearer key this is. Holds digests only, and compares each of them in full whatever was found before: how
/// long it takes says nothing about a key.
/// </summary>
public sealed class PlatformKeys(IOptions<PlatformsOptions> options)
{
    private readonly (byte[] Digest, string Platform)[] _keys =
        [.. options.Value.Platforms.SelectMany(platform => platform.ApiKeys.Select(key => (Digest(key), platform.Name)))];

    /// <param name="authorization">The value of the Authorization header.</param>
    /// <returns>The platform's name, or null.</returns>
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
        foreach (var (digest, platform) in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(digest, presented) ? platform : found;
        }

        return found;
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
