using Acp.Gateway.Admin;
using Acp.Gateway.Platforms;
using Acp.Keys;

namespace Acp.Gateway.Launching;

/// <summary>Who may call, from the configuration and from the store.</summary>
/// <param name="Made">Keys that operators made; null where they could not be read.</param>
internal sealed record KeyFacts(IReadOnlyList<PlatformOptions> Platforms, IReadOnlyList<AdminKey> Operators, IReadOnlyList<AccessKey>? Made)
{
    public bool Has(AccessKeyKind kind, Func<AccessKey, bool> which, DateTimeOffset now) =>
        Made?.Any(key => key.Kind == kind && key.StatusAt(now) == AccessKeyStatus.Active && which(key)) == true;
}
