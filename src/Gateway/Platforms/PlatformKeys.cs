using Microsoft.Extensions.Options;

namespace Acp.Gateway.Platforms;

/// <summary>Which platform a bearer key belongs to.</summary>
public sealed class PlatformKeys(IOptions<PlatformsOptions> options)
{
    private readonly BearerKeys<string> keys = new(options.Value.Platforms.SelectMany(platform => platform.ApiKeys.Select(key => (key, platform.Name))));

    /// <param name="authorization">The value of the Authorization header.</param>
    /// <returns>The platform's name, or null.</returns>
    public string? Identify(string? authorization) => keys.Identify(authorization);
}
