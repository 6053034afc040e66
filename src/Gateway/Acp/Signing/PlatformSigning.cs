using System.Collections.Frozen;
using Acp.Gateway.Platforms;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Signing;

/// <summary>By which keys each platform signs, and whether it must.</summary>
internal sealed class PlatformSigning(IOptions<PlatformsOptions> options)
{
    private readonly FrozenDictionary<string, (IReadOnlyList<SigningKey> Keys, bool IsRequired)> platforms = options.Value.Platforms
        .Where(platform => platform.SigningKeys.Count > 0)
        .ToFrozenDictionary(platform => platform.Name, platform => (Read(platform), platform.RequireSignature), StringComparer.Ordinal);

    /// <returns>Empty where it has none; then its signatures mean nothing to us.</returns>
    public IReadOnlyList<SigningKey> KeysOf(string platform) => platforms.TryGetValue(platform, out var found) ? found.Keys : [];

    public bool IsRequiredOf(string platform) => platforms.TryGetValue(platform, out var found) && found.IsRequired;

    private static IReadOnlyList<SigningKey> Read(PlatformOptions platform) => [.. platform.SigningKeys.Select(Read)];

    private static SigningKey Read(SigningKeyOptions options) =>
        SigningKeyReader.TryRead(options, out var key, out _) ? key : throw new ArgumentException("Not validated.", nameof(options));
}
