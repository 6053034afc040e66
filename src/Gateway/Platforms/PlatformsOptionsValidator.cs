using Acp.Gateway.Keys;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Platforms;

/// <summary>Names the configuration key at fault, never its value: a key is a secret, even a bad one.</summary>
internal sealed class PlatformsOptionsValidator : IValidateOptions<PlatformsOptions>
{
    /// <summary>Characters: below this a key can be guessed over the network.</summary>
    private const int ShortestKey = 16;

    public ValidateOptionsResult Validate(string? name, PlatformsOptions options)
    {
        var faults = FaultsOf(options.Platforms).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(IList<PlatformOptions> platforms)
    {
        if (platforms.Count == 0)
        {
            yield return "Platforms:0:Name is missing: without a platform nobody can call.";
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var fault in platforms.SelectMany((platform, i) => FaultsOf(platform, $"Platforms:{i}", names, keys)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> FaultsOf(PlatformOptions platform, string at, HashSet<string> names, HashSet<string> keys)
    {
        if (string.IsNullOrWhiteSpace(platform.Name))
        {
            yield return $"{at}:Name is missing.";
        }
        else if (!names.Add(platform.Name))
        {
            yield return $"{at}:Name is used twice: sessions belong to a platform by its name.";
        }

        if (platform is { ApiKeys.Count: 0, KeysInStore: false })
        {
            yield return $"{at}:ApiKeys:0 is missing. Where all keys of the platform are made with /admin/keys, set {at}:KeysInStore=true.";
        }

        foreach (var fault in platform.ApiKeys.SelectMany((key, i) => FaultsOf(key, $"{at}:ApiKeys:{i}", keys)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> FaultsOf(string key, string at, HashSet<string> keys)
    {
        if (ConfiguredKey.Fault(key, ShortestKey) is { } fault)
        {
            yield return at + fault;
        }
        else if (!keys.Add(Convert.ToHexString(ConfiguredKey.DigestOf(key))))
        {
            yield return $"{at} is used twice: a key must name one platform.";
        }
    }
}
