using System.Collections.Frozen;
using Acp.Gateway.Errors;
using Acp.Gateway.Keys;
using Acp.Keys;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Platforms;

/// <summary>Which platform calls: the one place that tells, for every surface that platforms have.</summary>
internal sealed class PlatformKeys(IOptions<PlatformsOptions> options, KeyRing ring)
{
    private readonly FrozenSet<string> names = options.Value.Platforms.Select(platform => platform.Name).ToFrozenSet(StringComparer.Ordinal);

    private readonly BearerKeys<string> configured = new(
        options.Value.Platforms.SelectMany(platform => platform.ApiKeys.Select(key => (ConfiguredKey.DigestOf(key), platform.Name))));

    /// <summary>Asked once a request, however often it is asked.</summary>
    /// <returns>The platform's name, or null; for a key of a platform that is configured no longer, too.</returns>
    public async ValueTask<string?> Identify(HttpContext http)
    {
        if (http.Features.Get<CallingPlatform>() is { } known)
        {
            return known.Name;
        }

        var name = PresentedKey.Read(http.Request.Headers.Authorization) is { } key ? await Find(key) : null;
        http.Features.Set(new CallingPlatform(name));
        return name;
    }

    /// <exception cref="RequestRefusedException">401, with one message for whatever is wrong with the key.</exception>
    public async ValueTask<string> Require(HttpContext http) => await Identify(http) ?? throw Faults.Unauthorized();

    private async ValueTask<string?> Find(PresentedKey key) =>
        configured.Find(key.Digest) ?? (await ring.Identify(AccessKeyKind.Platform, key) is { } made && names.Contains(made.Owner) ? made.Owner : null);

    /// <param name="Name">Null: nobody we know.</param>
    private sealed record CallingPlatform(string? Name);
}
