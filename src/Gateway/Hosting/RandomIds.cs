using System.Security.Cryptography;

namespace Acp.Gateway.Hosting;

/// <summary>128 random bits each: a session's or an order's id is also what keeps strangers from guessing it.</summary>
internal sealed class RandomIds(TimeProvider clock) : IIds
{
    public string New(string prefix) => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

#pragma warning disable RS0030 // This is the port itself. Ids that grow with time keep the store's index of commits compact.
    public Guid NewCommitId() => Guid.CreateVersion7(clock.GetUtcNow());
#pragma warning restore RS0030
}
