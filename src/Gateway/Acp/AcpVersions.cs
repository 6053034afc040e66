using Acp.Gateway.Errors;
using Acp.Gateway.Http;

namespace Acp.Gateway;

internal sealed class AcpVersions(IEnumerable<IAcpVersion> versions)
{
    private readonly Dictionary<string, IAcpVersion> byName = versions.ToDictionary(version => version.Name, StringComparer.Ordinal);

    private readonly Lazy<IAcpVersion> forPlainCallers = new(() => new PlainVersion(
        versions.Single(version => version.ServesPlainCallers),
        versions.MinBy(version => version.Name, StringComparer.Ordinal)!));

    public IReadOnlyList<string> NewestFirst { get; } =
        [.. versions.Select(version => version.Name).OrderDescending(StringComparer.Ordinal)];

    /// <summary>For callers that cannot say what they speak.</summary>
    public IAcpVersion ForPlainCallers => forPlainCallers.Value;

    /// <exception cref="KeyNotFoundException">A kept session names a version this build does not have: a deployment fault.</exception>
    public IAcpVersion this[string name] => byName[name];

    /// <exception cref="RequestRefusedException">400 where the header is missing or names a version we do not speak.</exception>
    public IAcpVersion Require(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            throw Faults.MissingVersion(NewestFirst);
        }

        return byName.TryGetValue(header, out var version) ? version : throw Faults.UnsupportedVersion(NewestFirst);
    }
}
