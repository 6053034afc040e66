using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Acp.Gateway.Outside;

namespace Acp.Gateway.Launching;

/// <summary>What somebody outside saw at an address.</summary>
/// <param name="Status">Null where there was no answer.</param>
/// <param name="Pledge">The header <c>Strict-Transport-Security</c>.</param>
/// <param name="LeadsTo">The header <c>Location</c>.</param>
/// <param name="Body">Its beginning.</param>
internal sealed record Visit(int? Status, string? Pledge = null, Uri? LeadsTo = null, string Body = "")
{
    public static Visit None { get; } = new(Status: null);

    /// <summary>Null where there was no TLS.</summary>
    public SeenCertificate? Certificate { get; init; }
}

/// <param name="Ends">From then on nobody believes it.</param>
internal sealed record SeenCertificate(bool IsValid, DateTimeOffset Ends);

/// <summary>Asks as a stranger would: by the public name, with no redirect, proxy or cookie, in bounded time and size.</summary>
internal sealed class Visitor(OutsideNetwork network, TimeProvider clock)
{
    private const int LargestHeaders = 32; // KiB
    private const int Longest = 4096;

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public Task<Visit> Get(Uri address, CancellationToken stop) => Send(new HttpRequestMessage(HttpMethod.Get, address), stop);

    /// <param name="request">Is disposed of.</param>
    public async Task<Visit> Send(HttpRequestMessage request, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        SeenCertificate? seen = null;
        using (request)
        using (var invoker = Invoker(it => seen = it))
        {
            try
            {
                using var answer = await invoker.SendAsync(request, either.Token);
                return await Read(answer, either.Token) with { Certificate = seen };
            }
            catch (Exception e) when (e is HttpRequestException or IOException or SocketException || (e is OperationCanceledException && !stop.IsCancellationRequested))
            {
                return Visit.None with { Certificate = seen };
            }
        }
    }

    private HttpMessageInvoker Invoker(Action<SeenCertificate> see)
    {
        var handler = OutsideHandler.Create(network, LargestHeaders, Connect);
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            if (certificate is X509Certificate2 it)
            {
                see(new(errors == SslPolicyErrors.None, new DateTimeOffset(it.NotAfter)));
            }

            return errors == SslPolicyErrors.None;
        };
        return new HttpMessageInvoker(handler);
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = await network.AddressesOf(context.DnsEndPoint.Host, stop);
        return addresses.Length == 0
            ? throw new SocketException((int)SocketError.HostNotFound)
            : await network.ConnectToOne(addresses, context.DnsEndPoint.Port, stop);
    }

    private static async Task<Visit> Read(HttpResponseMessage answer, CancellationToken stop)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(stop);
        var buffer = new byte[Longest];
        var length = await body.ReadAtLeastAsync(buffer, Longest, throwOnEndOfStream: false, stop);
        return new(
            (int)answer.StatusCode,
            answer.Headers.TryGetValues("Strict-Transport-Security", out var pledges) ? pledges.FirstOrDefault() : null,
            answer.Headers.Location,
            Encoding.UTF8.GetString(buffer, 0, length));
    }
}
