using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Acp.Gateway.Hosting;
using Acp.Gateway.Outside;
using Acp.Payments;

namespace Acp.Gateway.Launching;

/// <summary>
/// Comes to the gateway from outside, by its public name. The notices that it posts are about nobody: a gateway that knows
/// their secret acknowledges and drops them, and any other refuses them.
/// </summary>
internal sealed class PublicLook(OutsideNetwork network, TimeProvider clock, NoticeDoor door)
{
    private static readonly byte[] Nothing = Encoding.UTF8.GetBytes("{}");
    private readonly Visitor visitor = new(network, clock);

    /// <param name="trials">Made when they are wanted: a signature is of its second.</param>
    public async Task<PublicFacts> Look(MerchantOptions merchant, Func<IReadOnlyList<TrialNotice>> trials, CancellationToken stop)
    {
        var (url, notices) = (new Uri(merchant.PublicUrl), new Uri(merchant.UrlOf(door.Path)));
        if (!PublicFacts.IsPublicUrl(url))
        {
            return new(url, [], Visit.None, Visit.None, Visit.None, []) { Notices = notices };
        }

        var addresses = Resolve(url.Host, stop);
        var probe = visitor.Get(new Uri(merchant.UrlOf("/healthz")), stop);
        var plain = visitor.Get(new UriBuilder(merchant.UrlOf("/checkout_sessions/launch_check")) { Scheme = Uri.UriSchemeHttp, Port = 80 }.Uri, stop);
        var unsigned = Post(notices, Nothing, signature: null, stop);
        var signed = await unsigned is { Status: 400 } ? await Task.WhenAll(trials().Select(trial => Try(notices, trial, stop))) : [];
        return new(url, await addresses, await probe, await plain, await unsigned, signed) { Notices = notices };
    }

    // A resolver may take far longer over a name that nobody answers for, and must not take the other sights along.
    private async Task<IReadOnlyList<IPAddress>> Resolve(string name, CancellationToken stop)
    {
        try
        {
            return await network.AddressesOf(name, stop).AsTask().WaitAsync(Visitor.Patience, clock, stop);
        }
        catch (TimeoutException)
        {
            return [];
        }
    }

    private async Task<(string Secret, Visit Visit)> Try(Uri notices, TrialNotice trial, CancellationToken stop) =>
        (trial.Secret, await Post(notices, trial.Body, trial.Signature, stop));

    private Task<Visit> Post(Uri address, ReadOnlyMemory<byte> body, string? signature, CancellationToken stop)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation(door.SignatureHeader, signature);
        }

        return visitor.Send(request, stop);
    }
}
