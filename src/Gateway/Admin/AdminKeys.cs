using Acp.Gateway.Keys;
using Acp.Gateway.Platforms;
using Acp.Keys;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Admin;

/// <summary>Which operator calls: the one place that tells.</summary>
internal sealed class AdminKeys(IOptions<AdminOptions> options, KeyRing ring)
{
    private readonly BearerKeys<Operator> configured = new(
        options.Value.Keys.Select((key, i) => (ConfiguredKey.DigestOf(key.Key), new Operator(key.NameAt(i), key.KnownRole!.Value))));

    /// <returns>Null where the key is none of an operator, or none any more.</returns>
    public async ValueTask<Operator?> Identify(HttpContext http) =>
        PresentedKey.Read(http.Request.Headers.Authorization) is not { } key ? null
        : configured.Find(key.Digest) ?? (await ring.Identify(AccessKeyKind.Admin, key) is { } made && AdminRoles.Of(made.Role) is { } role ? new Operator(made.Owner, role) : null);
}
