using System.Globalization;
using Acp.Gateway.Signing;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Platforms;

/// <summary>A key that cannot be read would verify nothing, and refuse a platform's every request: better not to start.</summary>
internal sealed class SigningKeysValidator : IValidateOptions<PlatformsOptions>
{
    public ValidateOptionsResult Validate(string? name, PlatformsOptions options)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var faults = options.Platforms
            .SelectMany((platform, i) => FaultsOf(platform, string.Create(CultureInfo.InvariantCulture, $"Platforms:{i}"), seen))
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(PlatformOptions platform, string at, HashSet<string> seen) =>
        platform is { RequireSignature: true, SigningKeys.Count: 0 }
            ? [$"{at}:RequireSignature asks for {at}:SigningKeys:0: without a key no request could be verified."]
            : platform.SigningKeys.SelectMany((key, i) => FaultOf(key, string.Create(CultureInfo.InvariantCulture, $"{at}:SigningKeys:{i}"), seen));

    private static IEnumerable<string> FaultOf(SigningKeyOptions options, string at, HashSet<string> seen)
    {
        if (!SigningKeyReader.TryRead(options, out var key, out var fault))
        {
            yield return at + fault;
        }
        else if (!seen.Add(key.Id))
        {
            yield return $"{at} is used twice: a key must name one platform.";
        }
    }
}
