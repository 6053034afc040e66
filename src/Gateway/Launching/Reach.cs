using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Acp.Gateway.Outside;

namespace Acp.Gateway.Launching;

/// <summary>How far a connection came.</summary>
internal enum Reached
{
    Yes,

    /// <summary>It is configured as something that is no address of the web.</summary>
    NoUrl,
    NoName,
    NotPublic,
    NotThere,
    BadCertificate,
}

/// <summary>Somebody we call, and how far a connection came.</summary>
/// <param name="Key">Of the configuration.</param>
internal sealed record Receiver(string Key, Uri Url, Reached Reached);

/// <summary>Connects, shakes hands where there is TLS, and says nothing: no message is sent and no question asked.</summary>
internal sealed class Reach(OutsideNetwork network, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <param name="allowsPrivate">Whether it may be at an address that is not public.</param>
    public async Task<Receiver> Try(string key, Uri url, bool allowsPrivate, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            return new(key, url, await Connect(url, allowsPrivate, either.Token));
        }
        catch (AuthenticationException)
        {
            return new(key, url, Reached.BadCertificate);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return new(key, url, Reached.NotThere);
        }
    }

    private async Task<Reached> Connect(Uri url, bool allowsPrivate, CancellationToken stop)
    {
        var addresses = await network.AddressesOf(url.IdnHost, stop);
        if (addresses.Length == 0)
        {
            return Reached.NoName;
        }

        if (!allowsPrivate && !addresses.All(PublicAddresses.Contains))
        {
            return Reached.NotPublic;
        }

        await using var stream = await network.ConnectToOne(addresses, url.Port, stop);
        if (url.Scheme == Uri.UriSchemeHttps)
        {
            await using var tls = new SslStream(stream, leaveInnerStreamOpen: false);
            var options = network.Tls();
            options.TargetHost = url.IdnHost;
            await tls.AuthenticateAsClientAsync(options, stop);
        }

        return Reached.Yes;
    }
}
