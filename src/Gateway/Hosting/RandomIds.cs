using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Acp.Gateway.Hosting;

/// <summary>
/// The millisecond, then 96 random bits, 36 hex digits together: what is made together lies together in the store's
/// indexes, and a session's or an order's id still cannot be guessed by strangers.
/// </summary>
internal sealed class RandomIds(TimeProvider clock) : IIds
{
    private const int TimeBytes = 6;
    private const int RandomBytes = 12;

    public string New(string prefix)
    {
        Span<byte> id = stackalloc byte[sizeof(long) + RandomBytes];
        BinaryPrimitives.WriteInt64BigEndian(id, clock.GetUtcNow().ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(id[sizeof(long)..]);
        return prefix + Convert.ToHexStringLower(id[(sizeof(long) - TimeBytes)..]);
    }

#pragma warning disable RS0030 // This is the port itself. Ids that grow with time keep the store's index of commits compact.
    public Guid NewCommitId() => Guid.CreateVersion7(clock.GetUtcNow());
#pragma warning restore RS0030
}
