using System.Security.Cryptography;

namespace Acp.Gateway.Hosting;

/// <summary>The operating system's generator.</summary>
internal sealed class RandomSecrets : ISecrets
{
    public byte[] Draw(int bytes) => RandomNumberGenerator.GetBytes(bytes);
}
