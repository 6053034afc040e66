using System.Net;
using System.Net.Sockets;
using Acp.Gateway.Outside;
using Acp.Merchants;
using Microsoft.Net.Http.Headers;

namespace Acp.Gateway.Merchants;

/// <summary>
/// Fetches a stranger's discovery document without being led anywhere: the name is resolved once, each address it has
/// must be public, and the connection goes to an address that was looked at. No proxy, no redirect, no cookie; bounded
/// in time and size.
/// </summary>
internal sealed class DiscoveryFetcher(MerchantSites sites, OutsideNetwork network, TimeProvider clock) : IMerchantProbe
{
    /// <summary>Bytes. A document with every member is below 4 KiB.</summary>
    private const int Largest = 64 * 1024;

    /// <summary>KiB: a header is the stranger's, too.</summary>
    private const int LargestHeaders = 16;

    /// <summary>For all of it, from the name to the last byte: an administrator waits.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async ValueTask<ProbeAnswer> Ask(string domain)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            return await Ask(sites.Of(domain), patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return new ProbeAnswer.NotAsked(ProbeSentences.TooSlow);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return new ProbeAnswer.NotAsked(ProbeSentences.BadCertificate);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return new ProbeAnswer.NotAsked(patience.IsCancellationRequested ? ProbeSentences.TooSlow : ProbeSentences.NoConnection);
        }
    }

    private async ValueTask<ProbeAnswer> Ask(MerchantSite site, CancellationToken stop)
    {
        var addresses = await network.AddressesOf(site.Document.Host, stop);
        if (addresses.Length == 0)
        {
            return new ProbeAnswer.NotAsked(ProbeSentences.Unresolved);
        }

        // One of them is enough to refuse: which of them is connected to is not the name's owner's to try out.
        return addresses.All(address => PublicAddresses.Contains(address) || (site.IsThisMachine && IPAddress.IsLoopback(address)))
            ? await Fetch(site.Document, addresses, stop)
            : new ProbeAnswer.IsNot(ProbeSentences.NotPublic);
    }

    private async ValueTask<ProbeAnswer> Fetch(Uri document, IPAddress[] addresses, CancellationToken stop)
    {
        using var client = new HttpMessageInvoker(Handler(addresses));
        using var request = new HttpRequestMessage(HttpMethod.Get, document) { Version = HttpVersion.Version11 };
        request.Headers.TryAddWithoutValidation(HeaderNames.Accept, "application/json");
        request.Headers.TryAddWithoutValidation(HeaderNames.UserAgent, "acp-merchant-verification/1.0");
        using var response = await client.SendAsync(request, stop);
        return (int)response.StatusCode switch
        {
            200 => await Judge(response.Content, stop),
            >= 300 and < 400 => new ProbeAnswer.IsNot(ProbeSentences.Redirects),
            429 or >= 500 => new ProbeAnswer.NotAsked(ProbeSentences.Busy),
            _ => new ProbeAnswer.IsNot(ProbeSentences.Absent),
        };
    }

    // One for each fetch: no connection outlives the look at its address. The name in the request and in its TLS stays the domain's.
    private SocketsHttpHandler Handler(IPAddress[] addresses) => OutsideHandler.Create(
        network, LargestHeaders, (context, stop) => network.ConnectToOne(addresses, context.DnsEndPoint.Port, stop));

    private static async ValueTask<ProbeAnswer> Judge(HttpContent content, CancellationToken stop)
    {
        if (content.Headers.ContentType?.MediaType?.Equals("application/json", StringComparison.OrdinalIgnoreCase) != true
            || content.Headers.ContentEncoding.Count > 0)
        {
            return new ProbeAnswer.IsNot(ProbeSentences.NotJson);
        }

        if (await Read(content, stop) is not { } body)
        {
            return new ProbeAnswer.IsNot(ProbeSentences.TooLarge);
        }

        return DiscoveryDocument.Problem(body) is { } problem ? new ProbeAnswer.IsNot(problem) : new ProbeAnswer.IsMerchant();
    }

    /// <returns>Null where there is more than may be.</returns>
    private static async ValueTask<byte[]?> Read(HttpContent content, CancellationToken stop)
    {
        var buffer = new byte[Largest + 1];
        await using var body = await content.ReadAsStreamAsync(stop);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
        return length > Largest ? null : buffer[..length];
    }
}
