using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Acp.Gateway.Outside;

/// <summary>The way to machines that are not ours: names, connections, and whose certificates are believed.</summary>
/// <param name="Resolve">Every address of a name. Asked once a connection: what it says the next time may be something else.</param>
/// <param name="Connect">To that address, whatever name it is for.</param>
internal sealed record OutsideNetwork(
    Func<string, CancellationToken, Task<IPAddress[]>> Resolve, Func<IPEndPoint, CancellationToken, ValueTask<Stream>> Connect)
{
    /// <summary>Null: the machine's own.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    public static OutsideNetwork System { get; } = new(Dns.GetHostAddressesAsync, ConnectSocket);

    /// <summary>
    /// A certificate names places from where more of its chain, or its revocation, can be had. They are the stranger's
    /// choice, too, and are not asked.
    /// </summary>
    public SslClientAuthenticationOptions Tls()
    {
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (Roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(Roots);
        }

        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }

    private static async ValueTask<Stream> ConnectSocket(IPEndPoint address, CancellationToken stop)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
