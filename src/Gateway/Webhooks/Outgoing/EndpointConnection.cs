using System.Net;
using Acp.Gateway.Outside;

namespace Acp.Gateway.Webhooks.Outgoing;

/// <summary>
/// Connections to one endpoint. Its name is resolved for each, every address it has must be allowed, and the connection goes
/// to one of those. They are used again for a while, which changes nothing of where they lead.
/// </summary>
internal sealed class EndpointConnection(OutsideNetwork network, Uri url, bool allowsPrivate, bool allowsLoopback) : IDisposable
{
    /// <summary>KiB.</summary>
    private const int LargestHeaders = 16;

    private static readonly TimeSpan ConnectsWithin = TimeSpan.FromSeconds(5);

    /// <summary>After that the name is resolved anew: an endpoint that moves must be found.</summary>
    private static readonly TimeSpan Reused = TimeSpan.FromMinutes(2);

    private HttpMessageInvoker? invoker;

    public HttpMessageInvoker Invoker => LazyInitializer.EnsureInitialized(ref invoker, () =>
    {
        var handler = OutsideHandler.Create(network, LargestHeaders, Connect);
        handler.ConnectTimeout = ConnectsWithin;
        handler.PooledConnectionLifetime = Reused;
        return new HttpMessageInvoker(handler);
    });

    public void Dispose() => invoker?.Dispose();

    /// <exception cref="AddressRefusedException">It must not be connected to.</exception>
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = await network.AddressesOf(context.DnsEndPoint.Host, stop);
        if (addresses.Length == 0)
        {
            throw new AddressRefusedException(SendFailures.Unresolved);
        }

        if (!addresses.All(IsAllowed))
        {
            throw new AddressRefusedException(SendFailures.NotPublic); // Also where others of them are: which is taken is not the name's owner's to try out.
        }

        if (url.Scheme == Uri.UriSchemeHttp && addresses.Any(PublicAddresses.Contains))
        {
            throw new AddressRefusedException(SendFailures.NeedsTls);
        }

        return await network.ConnectToOne(addresses, context.DnsEndPoint.Port, stop);
    }

    private bool IsAllowed(IPAddress address) =>
        allowsPrivate || PublicAddresses.Contains(address) || (allowsLoopback && IPAddress.IsLoopback(address));
}

/// <summary>The message is of <see cref="SendFailures"/>.</summary>
internal sealed class AddressRefusedException(string message) : Exception(message);
