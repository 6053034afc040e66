using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Acp.Conformance.Driving;

namespace Acp.Conformance.Tests.Planted;

/// <summary>Stands between the program and the real gateway, and spoils what comes back.</summary>
internal sealed class DeviantServer(Deviation deviation) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        using var real = await base.SendAsync(request, cancellationToken);
        var headers = real.Headers.NonValidated.Concat(real.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var answer = new Answer(OperationOf(request), request, asked, (int)real.StatusCode, await real.Content.ReadAsStringAsync(cancellationToken), headers);
        deviation.Twist(answer);
        return Spoiled(answer);
    }

    private static HttpResponseMessage Spoiled(Answer answer)
    {
        var spoiled = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer.Text)) };
        foreach (var (name, value) in answer.Headers.Where(header => header.Key is not ("Content-Length" or "Transfer-Encoding")))
        {
            HttpHeaders headers = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || name == "Allow" ? spoiled.Content.Headers : spoiled.Headers;
            headers.TryAddWithoutValidation(name, value);
        }

        return spoiled;
    }

    private static Operation OperationOf(HttpRequestMessage request)
    {
        var steps = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return steps switch
        {
            [".well-known", ..] => Operation.Discovery,
            ["checkout_sessions"] => Operation.Create,
            ["checkout_sessions", _] => request.Method == HttpMethod.Get ? Operation.Retrieve : Operation.Update,
            ["checkout_sessions", _, "complete"] => Operation.Complete,
            ["checkout_sessions", _, "cancel"] => Operation.Cancel,
            _ => Operation.Other,
        };
    }
}
